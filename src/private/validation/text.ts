import { Token } from 'aws-cdk-lib';

/** What `StringParameter.valueFromLookup` gives until the CDK CLI has looked the value up, after the first synthesis. */
const NOT_LOOKED_UP = /dummy-value-for-/i;

/**
 * Throws unless the value matches the pattern; a value that is known later than at this synthesis passes.
 *
 * @param rule what the pattern allows, and what to do, to follow after "must be".
 */
export function validatePattern(property: string, value: string, pattern: RegExp, rule: string): void {
  validateString(property, value);
  if (isUnknown(value) || pattern.test(value)) return;
  throw new Error(`${property} "${shorten(value)}" must be ${rule}`);
}

/** Throws unless the value has a length that Service Catalog takes; the value itself is not shown. */
export function validateLength(
  property: string,
  value: string,
  minimum: number,
  maximum: number,
  advice: string,
): void {
  validateString(property, value);
  if (isUnknown(value) || (value.length >= minimum && value.length <= maximum)) return;
  throw new Error(
    `${property} is ${value.length} characters long, but Service Catalog takes ${minimum} to ${maximum}: ${advice}`,
  );
}

/** Throws unless the value is an id as Service Catalog gives them to products, versions, paths and portfolios. */
export function validateId(property: string, value: string, example: string, advice: string): void {
  validatePattern(
    property,
    value,
    /^[a-zA-Z0-9_-]{1,100}$/,
    `an id of 1 to 100 letters, digits, "_" and "-", such as "${example}": ${advice}`,
  );
}

/** Throws where the value is a list, as the native resource has it, or no map at all. */
export function validateMap(property: string, value: unknown, example: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  const what = Array.isArray(value) ? 'a list' : kindOf(value);
  throw new Error(`${property} is ${what}, but must be a map from key to value: write ${property}: ${example}`);
}

/** Throws unless the value is a list; only the deployment knows what is in a list of tokens. */
export function validateIsList(property: string, value: unknown): void {
  if (Array.isArray(value) || Token.isUnresolved(value)) return;
  throw new Error(`${property} is ${kindOf(value)}, but must be a list: put it between [ and ]`);
}

/** A deployment knows it, or the next synthesis. */
function isUnknown(value: string): boolean {
  return Token.isUnresolved(value) || NOT_LOOKED_UP.test(value);
}

/** Types do not keep out the variable of the environment that is not set: a pattern would take it for "undefined". */
function validateString(property: string, value: unknown): void {
  if (typeof value === 'string' || (Token.isUnresolved(value) && !Array.isArray(value))) return;
  throw new Error(`${property} is ${kindOf(value)}, but must be a string: ${adviceFor(value)}`);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
}

function adviceFor(value: unknown): string {
  if (Array.isArray(value)) return "join the list with commas, as in list.join(','), or Fn.join(',', list) for tokens";
  if (typeof value === 'number' || typeof value === 'boolean') return 'write it as String(value)';
  if (typeof value === 'object' && value !== null) return 'pass an attribute of the object, or JSON.stringify(value)';
  return 'pass one, and look whether what it comes from (such as a variable of the environment) is set';
}

function shorten(value: string): string {
  return value.length <= 100 ? value : `${value.slice(0, 100)}…`;
}
