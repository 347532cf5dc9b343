import { spawnSync } from 'node:child_process';

let found: { readonly executable: string | undefined } | undefined;

/**
 * Returns the path of the interpreter itself: `python3` on the path may be a script that needs more of the environment.
 */
export function findPython(): string | undefined {
  found ??= { executable: lookUp() };
  return found.executable;
}

function lookUp(): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
