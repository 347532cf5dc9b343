import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { clientEnvironment } from '../../local-cloud/client-environment';
import { LocalCloud } from '../../local-cloud/local-cloud';

export interface CdkCliOptions {
  readonly cloud: LocalCloud;
  /** A folder for what the CLI writes: the cloud assembly and its caches. */
  readonly directory: string;
  /** The folder with the cdk.json. @default - that of the example app */
  readonly project?: string;
  /** The program of the CLI. @default - that of this repository */
  readonly program?: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** A CDK CLI, unchanged, run on an app with the endpoint and credentials of a local cloud. */
export class CdkCli {
  constructor(private readonly options: CdkCliOptions) {}

  /** Resolves to the exit code. */
  async run(args: readonly string[]): Promise<number> {
    const { directory, project = dirname(__dirname), signal, onLine } = this.options;
    const { program = require.resolve('aws-cdk/bin/cdk') } = this.options;
    const cli = spawn(
      process.execPath,
      // `--ci` sends everything to stdout, so that the lines stay in order.
      [program, ...args, '--ci', '--output', join(directory, 'cdk.out')],
      { cwd: project, env: this.environment(), stdio: ['ignore', 'pipe', 'pipe'], signal },
    );
    // Also when this process dies of an error, the CLI does not outlive it.
    const kill = (): void => void cli.kill();
    process.once('exit', kill);
    cli.once('close', () => process.off('exit', kill));
    const ended = new Promise<number>((resolve, reject) => {
      cli.once('error', reject);
      cli.once('close', (code) => resolve(code ?? 1));
    });
    await Promise.all([forEachLine(cli.stdout, onLine), forEachLine(cli.stderr, onLine), ended]);
    return ended;
  }

  private environment(): NodeJS.ProcessEnv {
    const { cloud, directory } = this.options;
    // Nothing of the user's own AWS settings may reach the CLI: it must never touch a real account.
    const own = Object.entries(process.env).filter(([name]) => !/^(AWS|CDK)_/.test(name));
    return {
      ...Object.fromEntries(own),
      ...clientEnvironment(cloud),
      PATH: [join(__dirname, '../../node_modules/.bin'), process.env.PATH].join(delimiter),
      HOME: directory,
      CDK_HOME: join(directory, 'cdk-home'),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      // Nobody is there to approve.
      CDK_REQUIRE_APPROVAL: 'never',
      ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
    };
  }
}

async function forEachLine(stream: Readable, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) onLine(line);
}
