import fc, { type Arbitrary } from 'fast-check';

/** Draws one of these; a violating scenario is simplified towards the first one. */
export const one = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

/** Draws the first in four of five cases. */
export const rarely = <T>(usual: T, ...others: readonly T[]): Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: one(...others) });

/** So seldom that most scenarios go without, though each asks many times. */
export function seldom<T, U>(usual: Arbitrary<T>, other: Arbitrary<U>): Arbitrary<T | U> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: other });
}

/** Draws no element in two of three cases. */
export function mostlyEmpty<T>(element: Arbitrary<T>, maxLength: number): Arbitrary<T[]> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, fc.array(element, { maxLength, size: 'max' }));
}
