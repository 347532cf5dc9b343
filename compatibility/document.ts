import { type NodeVersion, type TryOut } from './try-out';
import { type Versions } from './versions';

/** What came out beside chosen versions of the peers, with each version of Node.js and with and without feature flags. */
export interface Column {
  readonly versions: Versions;
  readonly tried: readonly { readonly node: NodeVersion; readonly flags: 'on' | 'off'; readonly result: TryOut }[];
  /** The version of the CDK CLI that deploys, changes and destroys an app. */
  readonly cli: string;
}

/** Returns the document: a row for each situation, a column for the oldest versions and one for the newest. */
export function document(columns: readonly Column[], explainedRules: ReadonlySet<string>): string {
  const results = columns.flatMap(({ tried }) => tried.map(({ result }) => result));
  const situations = new Set(results.flatMap(({ problems }) => Object.keys(problems)));
  const packs = new Set(results.flatMap(({ findings }) => Object.keys(findings)));
  return `${[
    '# Compatibility',
    '',
    'Written by `npm run compatibility`, which installs the package beside the oldest versions that it takes and beside the newest',
    'ones. An app of each kind is synthesized with Node.js 22 and 24, with all feature flags that `cdk init` sets and with none; the',
    'CDK CLI deploys an app to the local cloud, changes and destroys it.',
    '',
    ...table([
      ['', ...columns.map(({ versions: { cdk, constructs } }) => `aws-cdk-lib ${cdk}, constructs ${constructs}`)],
      ...[...situations].map((situation) => [situation, ...columns.map((column) => cell(column, situation))]),
      ['deployed, changed and destroyed', ...columns.map(({ cli }) => `works (aws-cdk ${cli})`)],
    ]),
    '',
    '## cdk-nag',
    '',
    'The rules that each pack finds violated in a stack with two products; [security.md](security.md#what-cdk-nag-says) has the',
    'reason of each, and the line that acknowledges it.',
    '',
    ...table([['pack', 'rules'], ...[...packs].map((pack) => [pack, violatedRules(results, pack, explainedRules)])]),
  ].join('\n')}\n`;
}

function cell({ tried }: Column, situation: string): string {
  const problems = tried.flatMap(({ node, flags, result }) =>
    (result.problems[situation] ?? []).map((problem) => `Node.js ${node}, flags ${flags}: ${problem}`),
  );
  return problems.join('; ').replaceAll('\n', ' ') || 'works';
}

/** Fails if a rule is not explained. */
function violatedRules(results: readonly TryOut[], pack: string, explained: ReadonlySet<string>): string {
  const rules = [...new Set(results.flatMap(({ findings }) => findings[pack] ?? []))].sort();
  const unexplained = rules.filter((rule) => !explained.has(rule));
  if (unexplained.length > 0) throw new Error(`docs/security.md does not explain ${unexplained.join(', ')}`);
  return rules.join(', ') || 'none';
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
}
