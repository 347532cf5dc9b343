import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the rules of cdk-nag that docs/security.md explains, each with its reason and how it is acknowledged. */
export function acknowledgedRules(): ReadonlySet<string> {
  const document = readFileSync(join(__dirname, '../docs/security.md'), 'utf8');
  const [, section = ''] = /## What cdk-nag says\n([^]*?)\n## /.exec(document) ?? [];
  const rows = [...section.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, rules = '']) => rules.split(', '));
  return new Set(rows.map((rule) => rule.trim()));
}
