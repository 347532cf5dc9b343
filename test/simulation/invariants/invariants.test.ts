import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INVARIANTS } from '../../../simulation/invariants/invariants';

test('the README of the simulation describes every invariant', () => {
  const readme = readFileSync(join(__dirname, '../../../simulation/README.md'), 'utf8');
  const [, table = ''] = /\| invariant \| it is violated when … \|\n\|---\|---\|\n((?:\|.*\|\n)+)/.exec(readme) ?? [];

  expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(Object.keys(INVARIANTS));
});
