import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { createCatalog } from './catalog';
import { costOf, FunctionUse } from './cost';
import { serveInvocations } from './serve-invocations';
import { Declare } from './ways-to-wait';
import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { CloudAssembly } from '../../local-cloud/cloud-assembly/cloud-assembly';
import { LocalCloud } from '../../local-cloud/local-cloud';

const STACK = 'Bench';

/** What waiting for a product came to, on average of all products of the run; the delays of each. */
export interface Wait {
  /** Milliseconds from the end of the record to the answer. */
  readonly delays: readonly number[];
  readonly polls: number;
  readonly invocations: number;
  readonly stateTransitions: number;
  /** USD */
  readonly cost: number;
}

/** Launches products that take so many milliseconds, all at once, in a cloud of their own. */
export async function measureWait(declare: Declare, durations: readonly number[], bundles: string): Promise<Wait> {
  const cloud = await LocalCloud.start({ clock: new JumpingClock(), serviceCatalog: { accessSpreadsIn: 0 } });
  const stopInvocations = serveInvocations(cloud.functions);
  try {
    const recordEnds = watchRecordEnds(cloud);
    await deploy(declare, durations, bundles, cloud);
    return figures(cloud, recordEnds, durations.length);
  } finally {
    stopInvocations();
    await cloud.stop();
  }
}

/** When the record of each provisioned product ended, by the id of the provisioned product. */
function watchRecordEnds({ serviceCatalog, clock }: LocalCloud): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  serviceCatalog.store.onRecord(({ status, provisionedProduct }) => {
    if (status === 'SUCCEEDED') ends.set(provisionedProduct.id, clock.now());
  });
  return ends;
}

async function deploy(
  declare: Declare,
  durations: readonly number[],
  bundles: string,
  cloud: LocalCloud,
): Promise<void> {
  const { portfolioArn, products } = createCatalog(cloud, durations);
  const outdir = mkdtempSync(join(tmpdir(), 'bench-waiting-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const { account, region } = cloud.location;
    const stack = new Stack(app, STACK, { env: { account, region } });
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn);
    declare(stack, products, { portfolio, bundles });
    app.synth();
    const [outcome] = await new CloudAssembly(outdir).deploy(cloud.cloudFormation, cloud.objects);
    if (outcome?.status !== 'SUCCEEDED') throw new Error(`the stack was not deployed: ${outcome?.reason}`);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function figures(cloud: LocalCloud, recordEnds: ReadonlyMap<string, number>, products: number): Wait {
  const { callLog, functions, stateMachines } = cloud;
  const polls = ['DescribeRecord', 'DescribeProvisionedProduct']
    .map((operation) => callLog.count({ operation }))
    .reduce((sum, count) => sum + count, 0);
  return {
    delays: delays(cloud, recordEnds),
    polls: polls / products,
    invocations: functions.invocations.length / products,
    stateTransitions: stateMachines.stateTransitions / products,
    cost: costOf(functionUses(cloud), stateMachines.stateTransitions) / products,
  };
}

function delays({ callLog }: LocalCloud, recordEnds: ReadonlyMap<string, number>): number[] {
  return callLog.find({ service: 'custom-resource-response' }).map(({ time, input }) => {
    const { PhysicalResourceId } = input as { readonly PhysicalResourceId: string };
    const end = recordEnds.get(PhysicalResourceId);
    if (end === undefined) throw new Error(`${PhysicalResourceId} was answered before its record had ended`);
    return time - end;
  });
}

function functionUses(cloud: LocalCloud): FunctionUse[] {
  const byHandler = new Map(
    cloud.functions.names().map((name) => [cloud.functions.find(name)?.handler ?? '', functionUse(cloud, name)]),
  );
  return [...byHandler].map(([handler, use]) => ({
    ...use,
    // A function of the framework waits for the handler of the same name.
    waitedFor: handler.startsWith('framework.') ? byHandler.get(handler.replace('framework', 'handlers')) : undefined,
  }));
}

function functionUse({ functions, callLog, cloudFormation }: LocalCloud, functionName: string): FunctionUse {
  const resources = [...(cloudFormation.stack(STACK)?.resources.values() ?? [])];
  const declared = resources.find(({ physicalId }) => physicalId === functionName)?.deployed?.properties;
  return {
    memoryMegabytes: functions.find(functionName)?.memoryMegabytes ?? 0,
    arm: Array.isArray(declared?.Architectures) && declared.Architectures.includes('arm64'),
    invocations: functions.invocations.filter((invocation) => invocation.functionName === functionName).length,
    calls: callLog.count({ functionName }),
  };
}
