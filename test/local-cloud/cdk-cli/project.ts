import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CdkCli } from '../../../examples/demo/cdk-cli';
import { RealClock } from '../../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../../local-cloud/local-cloud';

/** Most commands look at the stack every five seconds of real time. */
export const SEVERAL_COMMANDS = 120_000;

/** A local cloud, and a project of the CDK CLI that deploys to it. */
export class CdkProject {
  static async open(): Promise<CdkProject> {
    const cloud = await LocalCloud.start({ clock: new RealClock({ speed: 100 }) });
    return new CdkProject(cloud, await mkdtemp(join(tmpdir(), 'cdk-cli-')));
  }

  private readonly lines: string[] = [];
  private readonly running = new AbortController();

  private constructor(
    readonly cloud: LocalCloud,
    readonly directory: string,
  ) {}

  /** All that the CLI has written so far. */
  get output(): string {
    return this.lines.join('\n');
  }

  /** Makes the app anew, of one stack. The project's app is what has been synthesized: nothing is run. */
  async app(fill: (stack: Stack) => void, context: Record<string, unknown> = {}): Promise<void> {
    const outdir = join(this.directory, 'assembly');
    await rm(outdir, { recursive: true, force: true });
    const app = new App({ outdir, context });
    fill(new Stack(app, 'Shop'));
    app.synth();
    const watch = { include: ['changed'] };
    await writeFile(join(this.directory, 'cdk.json'), JSON.stringify({ app: outdir, watch, notices: false }));
  }

  /** Resolves to what the CLI wrote; throws that where it fails. */
  async cdk(...args: string[]): Promise<string> {
    const before = this.lines.length;
    const { directory } = this;
    const cli = new CdkCli({
      cloud: this.cloud,
      directory,
      project: directory,
      signal: this.running.signal,
      onLine: (line) => this.lines.push(line),
    });
    const exitCode = await cli.run(args);
    const output = this.lines.slice(before).join('\n');
    if (exitCode !== 0) throw new Error(`cdk ${args.join(' ')} ended with exit code ${exitCode}:\n${output}`);
    return output;
  }

  statusOf(stackName = 'Shop'): string | undefined {
    return this.cloud.cloudFormation.stack(stackName)?.status;
  }

  async close(): Promise<void> {
    this.running.abort();
    await this.cloud.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
