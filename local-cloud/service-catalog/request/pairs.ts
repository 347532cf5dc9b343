import { invalidParameters } from '../errors';

/** Requires exactly one of two members, e.g. an id or a name. */
export function exactlyOne<T extends object>(input: T, first: keyof T & string, second: keyof T & string): void {
  atMostOne(input, first, second);
  if (input[first] === undefined && input[second] === undefined) {
    throw invalidParameters(`Either ${first} or ${second} must be specified.`);
  }
}

export function atMostOne<T extends object>(input: T, first: keyof T & string, second: keyof T & string): void {
  if (input[first] !== undefined && input[second] !== undefined) {
    throw invalidParameters(`Only one of ${first} and ${second} can be specified, not both.`);
  }
}
