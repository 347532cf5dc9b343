import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

function simulate(...args: readonly string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'simulation/main.ts', ...args], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
}

test.each([
  [['--path', 'abc'], '--path is "abc"; expected numbers joined by colons'],
  [['--runs', 'many'], '--runs is "many"; expected a whole number from 1 on'],
  [['--mutation', 'none such'], 'there is no mutation "none such"'],
  [['--unheard-of'], "Unknown option '--unheard-of'"],
  [['--exhaustive', '--only', 'none such'], 'no deployment has "none such" in its name'],
])(
  'fails with one line and the usage for %j',
  (args, message) => {
    const { status, stderr } = simulate(...args);

    expect(status).toBe(2);
    expect(stderr.split('\n\n')).toEqual([
      expect.stringContaining(message),
      expect.stringContaining('npm run simulate'),
    ]);
  },
  60_000,
);
