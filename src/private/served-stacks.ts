import { Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { isInSamePlace } from './validation/environment';
import { validatePattern } from './validation/text';

/** Environment variables hold 4,096 bytes together. */
const MAXIMUM_LENGTH = 2_500;

/** The stacks that a provider serves which is shared: those of the app, and those that it is told of. */
export class ServedStacks {
  constructor(
    private readonly scope: Construct,
    private readonly told: readonly string[] = [],
  ) {
    told.forEach((pattern, index) =>
      validatePattern(
        `stacks[${index}] of the provider "${scope.node.path}"`,
        pattern,
        /^[A-Za-z0-9*-]{1,128}$/,
        'the name of a stack, of letters, digits and "-", in which "*" stands for any text',
      ),
    );
    scope.node.addValidation({ validate: () => this.problems() });
  }

  /** Names and patterns, joined by commas; stacks may still be added to the app. */
  get names(): string {
    return Lazy.string({ produce: () => this.patterns().join(',') });
  }

  /** Nested stacks are called like the one around them and more. */
  get arns(): string[] {
    const stack = Stack.of(this.scope);
    const arn = (name: string) =>
      stack.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${name}/*` });
    return Lazy.list({ produce: () => this.patterns().flatMap((name) => [arn(name), arn(`${name}-*`)]) });
  }

  private patterns(): string[] {
    const ofApp = [...new Set(this.stacksOfApp().map(({ stackName }) => stackName))].sort();
    return [...this.told, ...ofApp.filter((name) => !this.told.some((pattern) => covers(pattern, name)))];
  }

  /**
   * Not just those with products: the provider's stack may be deployed before one that gives up its last product, which is
   * then still to be terminated.
   */
  private stacksOfApp(): Stack[] {
    const own = Stack.of(this.scope);
    const all = (Stage.of(this.scope) ?? this.scope.node.root).node.findAll();
    return all.filter(
      (construct): construct is Stack =>
        Stack.isStack(construct) && construct.nestedStackParent === undefined && isInSamePlace(construct, own),
    );
  }

  private problems(): string[] {
    const patterns = this.patterns();
    const { length } = patterns.join(',');
    if (length <= MAXIMUM_LENGTH) return [];
    return [
      `the names of the ${patterns.length} stacks that this provider serves have ${length} characters, and at most ` +
        `${MAXIMUM_LENGTH} can be told to its function: cover them by patterns in \`stacks\`, e.g. "shop-*"`,
    ];
  }
}

function covers(pattern: string, name: string): boolean {
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}
