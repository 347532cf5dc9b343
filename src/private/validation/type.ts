import { Token } from 'aws-cdk-lib';

// Types keep wrong values out of TypeScript; JavaScript, casts and unset variables of the environment let them in.

/** Throws what `validate` throws, with the path of the construct before it. */
export function atPath<T>(construct: { readonly node: { readonly path: string } }, validate: () => T): T {
  try {
    return validate();
  } catch (error) {
    throw new Error(`[${construct.node.path}] ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What an error says about a value of a wrong type; never the value, which may be a secret. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `of type ${typeof value}`;
  const { name } = value.constructor ?? Object;
  return `of type ${name === 'Object' ? 'object' : name}`;
}

/** Throws that the value is of a wrong type. */
export function refuseType(property: string, value: unknown, expected: string, advice: string): never {
  throw new Error(`${property} is ${kindOf(value)}, but must be ${expected}: ${advice}`);
}

/** Throws unless the value is an object with properties, such as the properties of a construct. */
export function validateObject(property: string, value: unknown, advice: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  refuseType(property, value, 'an object', advice);
}

/** Throws where the value is a list, as the native resource has it, or no map at all. */
export function validateMap(property: string, value: unknown, example: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  refuseType(property, value, 'a map from key to value', `write ${property}: ${example}`);
}

/** Throws unless the value is a list; only the deployment knows what is in a list of tokens. */
export function validateList(property: string, value: unknown): void {
  if (Array.isArray(value) || Token.isUnresolved(value)) return;
  refuseType(property, value, 'a list', 'put it between [ and ]');
}

/** Throws unless the value is a string or a token for one; a pattern would take `undefined` for a text. */
export function validateString(property: string, value: unknown): asserts value is string {
  if (typeof value === 'string' || (Token.isUnresolved(value) && !Array.isArray(value))) return;
  refuseType(property, value, 'a string', adviceForString(value));
}

function adviceForString(value: unknown): string {
  if (Array.isArray(value)) return "join the list with commas, as in list.join(','), or Fn.join(',', list) for tokens";
  if (typeof value === 'number' || typeof value === 'boolean') return 'write it as String(value)';
  if (typeof value === 'object' && value !== null) return 'pass an attribute of the object, or JSON.stringify(value)';
  return 'pass a string; is the environment variable it comes from set?';
}

/** Throws unless the value is `true` or `false`. */
export function validateBoolean(property: string, value: unknown): void {
  if (typeof value === 'boolean') return;
  refuseType(property, value, 'a boolean', `write ${property}: true or ${property}: false`);
}

/** Throws unless the value is one of an enumeration; the error names its members. */
export function validateEnum(
  property: string,
  value: unknown,
  enumName: string,
  members: Record<string, string>,
): void {
  if (Object.values(members).some((member) => member === value)) return;
  const shown = typeof value === 'string' ? `"${value}"` : kindOf(value);
  const choices = Object.keys(members).map((name) => `${enumName}.${name}`);
  throw new Error(`${property} is ${shown}, but must be one of ${choices.join(', ')}`);
}

/** Throws unless the value has this attribute, by which an object of the CDK is known. */
export function validateConstruct(
  property: string,
  value: unknown,
  attribute: string,
  expected: string,
  advice: string,
): void {
  if (hasAttribute(value, attribute)) return;
  refuseType(property, value, expected, advice);
}

/** True of an object that has this attribute. */
export function hasAttribute(value: unknown, attribute: string): boolean {
  return typeof value === 'object' && value !== null && attribute in value;
}

/** Throws unless the value is an instance of a class of this library. */
export function validateInstance(
  property: string,
  value: unknown,
  type: { readonly name: string; readonly prototype: object },
  advice: string,
): void {
  if (typeof value === 'object' && value !== null && type.prototype.isPrototypeOf(value)) return;
  const isOfCopy = kindOf(value) === `of type ${type.name}`;
  const copies = `it was made by another copy of cdk-provisioned-product; keep one (\`npm ls cdk-provisioned-product\`)`;
  refuseType(property, value, `a ${type.name}`, isOfCopy ? copies : advice);
}

/** The check that each property must pass which is there. */
export type Checks<T> = { readonly [Key in keyof T]?: (property: string, value: unknown) => void };

/** Check the types of all properties that are there. */
export function validateTypes<T extends object>(properties: T, checks: Checks<T>): void {
  for (const [property, check] of Object.entries<((property: string, value: unknown) => void) | undefined>(checks)) {
    const value: unknown = properties[property as keyof T];
    if (value !== undefined) check?.(property, value);
  }
}
