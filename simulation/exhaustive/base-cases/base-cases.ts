import type { BaseCase } from './base-case';
import { CREATIONS } from './creations';
import { DELETIONS } from './deletions';
import { REPLACEMENTS } from './replacements';
import { UPDATES } from './updates';

export const BASE_CASES: readonly BaseCase[] = [...CREATIONS, ...UPDATES, ...REPLACEMENTS, ...DELETIONS];

export function baseCaseNamed(name: string): BaseCase {
  const baseCase = BASE_CASES.find((one) => one.name === name);
  if (baseCase === undefined) throw new Error(`there is no base case "${name}"`);
  return baseCase;
}
