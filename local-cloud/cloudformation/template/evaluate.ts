import { cidrBlocks } from './cidr';
import { isRecord, TemplateError } from './template';

/** The values of names at the moment of an evaluation. */
export interface Scope {
  /** True where the template declares the transform AWS::LanguageExtensions. */
  readonly languageExtensions: boolean;
  /** Returns the value of a parameter, pseudo parameter or resource; undefined for `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, topKey: string, secondKey: string): unknown;
  importValue(exportName: string): unknown;
  stackOutput(reference: StackOutputReference): unknown;
  availabilityZones(region: string): readonly string[];
}

/** An output of a stack, exported or not. */
export interface StackOutputReference {
  readonly stackName: string;
  readonly outputName: string;
  readonly region?: string;
}

type IntrinsicFunction = (argument: unknown, scope: Scope) => unknown;

/** The functions whose argument is evaluated first; the others inspect it unevaluated. */
const EAGER_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::Base64': (argument) => Buffer.from(text(argument, 'Fn::Base64')).toString('base64'),
  'Fn::Cidr': cidr,
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAtt,
  'Fn::GetStackOutput': stackOutput,
  'Fn::GetAZs': (argument, scope) => scope.availabilityZones(text(argument || scope.ref('AWS::Region'), 'Fn::GetAZs')),
  'Fn::ImportValue': (argument, scope) => scope.importValue(text(argument, 'Fn::ImportValue')),
  'Fn::Join': join,
  'Fn::Length': extension('Fn::Length', (argument) => list(argument, 'Fn::Length').length),
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::ToJsonString': extension('Fn::ToJsonString', (argument) => JSON.stringify(argument)),
  Ref: (argument, scope) => scope.ref(text(argument, 'Ref')),
};

const LAZY_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  'Fn::If': chooseBranch,
  'Fn::Sub': substitute,
};

/** Returns the value with all intrinsic functions resolved; parts that are `AWS::NoValue` are left out. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => evaluate(entry, scope)).filter((entry) => entry !== undefined);
  }
  if (!isRecord(value)) return value;
  const call = intrinsicCall(value);
  if (!call) {
    const entries = Object.entries(value).map(([key, entry]) => [key, evaluate(entry, scope)] as const);
    return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
  }
  const lazy = LAZY_FUNCTIONS[call.name];
  if (lazy) return lazy(call.argument, scope);
  const eager = EAGER_FUNCTIONS[call.name];
  if (eager) return eager(evaluate(call.argument, scope), scope);
  throw new TemplateError(`Template error: ${call.name} is not supported here`);
}

export interface IntrinsicCall {
  readonly name: string;
  readonly argument: unknown;
}

/** An object of one key, `Ref` or `Fn::…`, is a function call. */
export function intrinsicCall(value: Readonly<Record<string, unknown>>): IntrinsicCall | undefined {
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) return undefined;
  const [name, argument] = entry;
  return name === 'Ref' || name.startsWith('Fn::') ? { name, argument } : undefined;
}

/** Returns the `${names}` of a Fn::Sub, without the literals `${!like this}`. */
export function substitutedNames(template: string): string[] {
  return [...template.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => (name ?? '').trim());
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || !isRecord(variables)) {
    throw new TemplateError(
      "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments.",
    );
  }
  return template
    .replace(/\$\{([^!}][^}]*)\}/g, (_, placeholder: string) => {
      const name = placeholder.trim();
      return text(Object.hasOwn(variables, name) ? evaluate(variables[name], scope) : lookUp(name, scope), 'Fn::Sub');
    })
    .replace(/\$\{!([^}]*)\}/g, '${$1}');
}

function lookUp(name: string, scope: Scope): unknown {
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}

function chooseBranch(argument: unknown, scope: Scope): unknown {
  const [condition, whenTrue, whenFalse] = list(argument, 'Fn::If');
  return evaluate(scope.condition(text(condition, 'Fn::If')) ? whenTrue : whenFalse, scope);
}

function getAtt(argument: unknown, scope: Scope): unknown {
  if (typeof argument === 'string') return lookUp(argument, scope);
  const [logicalId, ...path] = list(argument, 'Fn::GetAtt');
  return scope.attribute(text(logicalId, 'Fn::GetAtt'), path.map((part) => text(part, 'Fn::GetAtt')).join('.'));
}

function join(argument: unknown): string {
  const [delimiter, values] = list(argument, 'Fn::Join');
  return list(values, 'Fn::Join')
    .map((value) => text(value, 'Fn::Join'))
    .join(text(delimiter, 'Fn::Join'));
}

function select(argument: unknown): unknown {
  const [index, values] = list(argument, 'Fn::Select');
  const entry = list(values, 'Fn::Select')[Number(index)];
  if (entry === undefined) {
    throw new TemplateError(`Template error: Fn::Select  cannot select nonexistent value at index ${String(index)}`);
  }
  return entry;
}

function split(argument: unknown): string[] {
  const [delimiter, value] = list(argument, 'Fn::Split');
  return text(value, 'Fn::Split').split(text(delimiter, 'Fn::Split'));
}

function findInMap(argument: unknown, scope: Scope): unknown {
  const [map, topKey, secondKey, options] = list(argument, 'Fn::FindInMap');
  const keys = [map, topKey, secondKey].map((key) => text(key, 'Fn::FindInMap')) as [string, string, string];
  if (!isRecord(options)) return scope.mapping(...keys);
  refuseWithoutExtensions('DefaultValue in Fn::FindInMap', scope);
  try {
    return scope.mapping(...keys);
  } catch (error) {
    if (error instanceof TemplateError) return options.DefaultValue;
    throw error;
  }
}

function stackOutput(argument: unknown, scope: Scope): unknown {
  const { StackName, OutputName, Region } = isRecord(argument) ? argument : {};
  return scope.stackOutput({
    stackName: text(StackName, 'Fn::GetStackOutput'),
    outputName: text(OutputName, 'Fn::GetStackOutput'),
    region: Region === undefined ? undefined : text(Region, 'Fn::GetStackOutput'),
  });
}

function extension(name: string, apply: (argument: unknown) => unknown): IntrinsicFunction {
  return (argument, scope) => {
    refuseWithoutExtensions(name, scope);
    return apply(argument);
  };
}

function refuseWithoutExtensions(name: string, { languageExtensions }: Scope): void {
  if (!languageExtensions) throw new TemplateError(`Template error: ${name} needs Transform: AWS::LanguageExtensions`);
}

function cidr(argument: unknown): string[] {
  const [ipBlock, count, cidrBits] = list(argument, 'Fn::Cidr');
  return cidrBlocks(text(ipBlock, 'Fn::Cidr'), Number(count), Number(cidrBits ?? 8));
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`Template error: every ${name} object requires a list`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value === 'object' || value === undefined) {
    throw new TemplateError(`Template error: every ${name} object must have a value of type String`);
  }
  return String(value);
}
