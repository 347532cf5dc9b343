import {
  CfnParameter,
  DefaultTokenResolver,
  IPostProcessor,
  IResolvable,
  IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** `${Name}` in the text of `Fn::Sub`; `${!Name}` stands for itself. */
const SUBSTITUTION = /\$\{([^!${}][^${}]*)\}/g;

/** Names the NoEcho parameters of CloudFormation whose values the value of a property is made of. */
export function noEchoParametersIn(scope: IConstruct, value: unknown): string[] {
  const finder = new NoEchoFinder();
  Tokenization.resolve(value, { scope, resolver: finder, preparing: false });
  const names = new Set(namesIn(Stack.of(scope).resolve(value)));
  const written = names.size === 0 ? [] : noEchoParametersOf(Stack.of(scope)).filter(({ name }) => names.has(name));
  return [...new Set([...finder.found, ...written.map(({ parameter }) => parameter)])].map(({ node }) => node.path);
}

/** Sees what stands behind a token before it becomes an import of another stack's value, or a parameter of a nested one. */
class NoEchoFinder extends DefaultTokenResolver {
  public readonly found = new Set<CfnParameter>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && token.target instanceof CfnParameter && token.target.noEcho) {
      this.found.add(token.target);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

function noEchoParametersOf(stack: Stack): { readonly name: string; readonly parameter: CfnParameter }[] {
  return stack.node.findAll().flatMap((node) => {
    if (!(node instanceof CfnParameter) || node.stack !== stack || !node.noEcho) return [];
    return [{ name: String(stack.resolve(node.logicalId)), parameter: node }];
  });
}

/** The names that `Ref` and `Fn::Sub` refer to, in a value as the template holds it. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, content]) => {
    if (key === 'Ref' && typeof content === 'string') return [content];
    return key === 'Fn::Sub' ? [...substitutedIn(content), ...namesIn(content)] : namesIn(content);
  });
}

function substitutedIn(content: unknown): string[] {
  const [text, variables = {}] = [content].flat() as readonly unknown[];
  const own = Object.keys(variables as object);
  return [...String(text).matchAll(SUBSTITUTION)].flatMap(([, name = '']) => (own.includes(name) ? [] : [name]));
}
