import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { atPath, refuseType } from './type';

/** Throws unless the key of an output is known when the app is built, and the length of a list is one. */
export function validateOutput(construct: IConstruct, key: unknown, length: number = 1): void {
  atPath(construct, () => {
    if (typeof key !== 'string') refuseType('the key of an output', key, 'a string', 'pass the name of the output');
    if (key === '' || Token.isUnresolved(key)) {
      throw new Error(`the key "${key}" of an output must be known when the app is built: pass the name of an output`);
    }
    if (Number.isInteger(length) && length >= 1) return;
    throw new Error(`the length ${length} of the output "${key}" must be a whole number of 1 or more`);
  });
}
