import { Token } from 'aws-cdk-lib';

/**
 * Throws unless the value matches the pattern; a value that is known at deploy time only is left to Service Catalog.
 *
 * @param rule what the pattern allows, and what to do, to follow after "must be".
 */
export function validatePattern(property: string, value: string, pattern: RegExp, rule: string): void {
  validateString(property, value);
  if (Token.isUnresolved(value) || pattern.test(value)) return;
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
  if (Token.isUnresolved(value) || (value.length >= minimum && value.length <= maximum)) return;
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

/** Types do not keep out the variable of the environment that is not set: a pattern would take it for "undefined". */
function validateString(property: string, value: unknown): void {
  if (typeof value === 'string' || Token.isUnresolved(value)) return;
  const what = value === undefined || value === null ? String(value) : `of type ${typeof value}`;
  throw new Error(
    `${property} is ${what}, but must be a string: pass one, and look whether what it comes from ` +
      '(such as a variable of the environment) is set',
  );
}

function shorten(value: string): string {
  return value.length <= 100 ? value : `${value.slice(0, 100)}…`;
}
