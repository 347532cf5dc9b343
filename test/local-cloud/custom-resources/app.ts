import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { CloudAssembly } from '../../../local-cloud/cloud-assembly/cloud-assembly';
import { StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';
import { LocalCloud } from '../../../local-cloud/local-cloud';

export type Declare = (stack: Stack) => void;

/** A local cloud, and an app of one stack in it. */
export class AppInCloud {
  static async start(): Promise<AppInCloud> {
    return new AppInCloud(await LocalCloud.start({ clock: new JumpingClock() }));
  }

  private constructor(readonly cloud: LocalCloud) {}

  /** Synthesizes the app afresh and deploys its stack. */
  async deploy(declare: Declare, context: Record<string, unknown> = {}): Promise<StackOutcome> {
    const outdir = mkdtempSync(join(tmpdir(), 'app-'));
    try {
      const app = new App({ outdir, context: { '@aws-cdk/core:newStyleStackSynthesis': true, ...context } });
      declare(new Stack(app, 'App', { env: { account: '111111111111', region: 'us-east-1' } }));
      app.synth();
      const [outcome] = await new CloudAssembly(outdir).deploy(this.cloud.cloudFormation, this.cloud.objects);
      if (outcome === undefined) throw new Error('the app has no stack');
      return outcome;
    } finally {
      rmSync(outdir, { recursive: true });
    }
  }

  async destroy(): Promise<StackOutcome> {
    return this.cloud.cloudFormation.deleteStack('App');
  }

  output(key: string): string | undefined {
    return this.cloud.cloudFormation.stack('App')?.outputs.find((output) => output.key === key)?.value;
  }

  /** Why resources of the type failed. */
  failures(type: string): (string | undefined)[] {
    const events = this.cloud.cloudFormation.stack('App')?.events ?? [];
    return events
      .filter(({ resourceType, resourceStatus }) => resourceType === type && resourceStatus.endsWith('_FAILED'))
      .map(({ resourceStatusReason }) => resourceStatusReason);
  }

  async stop(): Promise<void> {
    await this.cloud.stop();
  }
}
