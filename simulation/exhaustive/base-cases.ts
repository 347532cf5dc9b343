import type { BaseCase } from './base-cases/base-case';
import { CREATIONS } from './base-cases/creations';
import { DELETIONS } from './base-cases/deletions';
import { REPLACEMENTS } from './base-cases/replacements';
import { UPDATES } from './base-cases/updates';

export const BASE_CASES: readonly BaseCase[] = [...CREATIONS, ...UPDATES, ...REPLACEMENTS, ...DELETIONS];

export function baseCaseNamed(name: string): BaseCase {
  const baseCase = BASE_CASES.find((one) => one.name === name);
  if (baseCase === undefined) throw new Error(`there is no base case "${name}"`);
  return baseCase;
}
