import { spawn, spawnSync } from 'node:child_process';

export interface RunOptions {
  readonly directory: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program. Rejects with all that it has printed when it fails. */
export async function run(command: readonly [string, ...string[]], options: RunOptions): Promise<void> {
  await output(command, options);
}

/** Runs a program. Resolves to what it has written to its standard output. */
export async function output(command: readonly [string, ...string[]], options: RunOptions): Promise<string> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: options.directory,
    env: { ...withoutAwsSettings(), ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  const result: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => printed.push(data));
  child.stdout.on('data', (data: Buffer) => result.push(data));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode === 0) return Buffer.concat(result).toString('utf8');
  const all = Buffer.concat(printed).toString('utf8').trimEnd();
  throw new Error(`"${command.join(' ')}" ended with exit code ${exitCode}:\n${all}`);
}

export function isInstalled(program: string, versionOption: string): boolean {
  return spawnSync(program, [versionOption], { stdio: 'ignore' }).status === 0;
}

/** An app looks the same on every machine: no account, Region or feature flag of its user reaches it. */
function withoutAwsSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name)));
}
