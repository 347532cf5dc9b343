import { Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Attributes } from './attributes';
import { ProvisionedProductBase } from './provisioned-product-base';
import { ProvisionedProductAttributes } from '../provisioned-product-attributes';
import { validateOutput } from './validation/outputs';
import { atPath, validateMap, validateObject, validateString } from './validation/type';

/** In newer versions of aws-cdk-lib than the oldest that users may have. */
interface StackOutputs {
  readonly getStackOutput?: (stackName: string, outputName: string, region?: string) => string;
}

/** A provisioned product of which the app knows what it is told. */
export class ImportedProvisionedProduct extends ProvisionedProductBase {
  constructor(
    scope: Construct,
    id: string,
    private readonly given: ProvisionedProductAttributes,
  ) {
    super(scope, id, { environmentFromArn: arnOf(given) });
    atPath(this, () => validateAttributes(given));
  }

  /** @internal */
  protected override _attribute(name: keyof Attributes): string {
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}` as Uncapitalize<keyof Attributes>;
    const value = this.given[key];
    if (value !== undefined) return value;
    throw new Error(`[${this.node.path}] ${key} is not known: give it to fromProvisionedProductAttributes`);
  }

  public override getOutput(key: string): string {
    validateOutput(this, key);
    const { outputs = {} } = this.given;
    const value = Object.hasOwn(outputs, key) ? outputs[key] : this.outputOfStack(key);
    if (value !== undefined) return value;
    throw new Error(
      `[${this.node.path}] the output "${key}" is not known: give it to fromProvisionedProductAttributes as one of ` +
        'outputs, or give cloudFormationStackArn, where aws-cdk-lib has Fn.getStackOutput',
    );
  }

  public override getOutputAsList(key: string, length?: number): string[] {
    validateOutput(this, key, length);
    return Fn.split(',', this.getOutput(key), length);
  }

  private outputOfStack(key: string): string | undefined {
    const { cloudFormationStackArn: arn } = this.given;
    if (arn === undefined || Token.isUnresolved(arn)) return undefined;
    const [, , , region, , stack = ''] = arn.split(':');
    const [, name = ''] = stack.split('/');
    return (Fn as typeof Fn & StackOutputs).getStackOutput?.(name, key, region);
  }
}

/** Account and Region can be read from no other value; `validateAttributes` says what is wrong with it. */
function arnOf(given: ProvisionedProductAttributes | undefined): string | undefined {
  const arn: unknown = given?.provisionedProductArn;
  return typeof arn === 'string' && (Token.isUnresolved(arn) || isArn(arn)) ? arn : undefined;
}

function isArn(text: string): boolean {
  return text.startsWith('arn:') && text.split(':').length >= 6;
}

function validateAttributes(attributes: ProvisionedProductAttributes): void {
  validateObject('attributes', attributes, "write { provisionedProductId: 'pp-abcdefghijklm' }");
  const { outputs, ...others } = attributes;
  for (const [property, value] of Object.entries<unknown>(others)) {
    if (value !== undefined) validateString(property, value);
  }
  const { provisionedProductArn: arn } = attributes;
  if (arn !== undefined && !Token.isUnresolved(arn) && !isArn(arn)) {
    throw new Error(
      `provisionedProductArn is "${arn}", but must be an ARN: pass one such as ` +
        'arn:aws:catalog:eu-west-1:111122223333:stack/network/pp-abcdefghijklm',
    );
  }
  if (outputs === undefined) return;
  validateMap('outputs', outputs, "{ VpcId: 'vpc-abc' }");
  for (const [key, value] of Object.entries(outputs)) validateString(`outputs.${key}`, value);
}
