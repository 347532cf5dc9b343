import { stripVTControlCharacters } from 'node:util';

/** What the CLI says about itself and about CloudFormation's book-keeping rather than about the products. */
const UNREMARKABLE = [
  /^\s*$/,
  /(start|success): (Building|Built|Publishing|Published) /,
  /Resource creation Initiated$/,
  /^(Outputs|Stack ARN):$/,
  /^arn:/,
  /\.ExportsOutput/,
  /^Shop(Catalog)?$/,
];

export function isWorthReading(line: string): boolean {
  const text = stripVTControlCharacters(line);
  return !UNREMARKABLE.some((pattern) => pattern.test(text));
}
