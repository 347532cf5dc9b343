import { Token } from 'aws-cdk-lib';
import { validateString } from './type';

/** The value of `StringParameter.valueFromLookup` until the CDK CLI has looked it up, after the first synthesis. */
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

/** A deployment knows it, or the next synthesis. */
function isUnknown(value: string): boolean {
  return Token.isUnresolved(value) || NOT_LOOKED_UP.test(value);
}

function shorten(value: string): string {
  return value.length <= 100 ? value : `${value.slice(0, 100)}…`;
}
