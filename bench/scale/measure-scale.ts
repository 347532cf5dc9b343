import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { CloudAssembly } from '../../local-cloud/cloud-assembly/cloud-assembly';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { LoggedCall } from '../../local-cloud/gateway/call-log';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { CatalogProduct, ProvisionedProduct } from '../../src';
import { createCatalog } from '../waiting/catalog';

/** So many products, deployed at the same moment into an account with limits. */
export interface Scale {
  readonly stacks: number;
  readonly productsPerStack: number;
  /** Milliseconds that the products take, in turn. */
  readonly durations: readonly number[];
  /** Calls to Service Catalog a second that the account may make. */
  readonly callsPerSecond: number;
}

export interface Load {
  readonly products: number;
  /** Calls of the functions to Service Catalog, those that were refused included. */
  readonly calls: number;
  /** In the second that had most of them. */
  readonly peakCalls: number;
  readonly throttledCalls: number;
  readonly invocations: number;
  readonly stateTransitions: number;
  /** Milliseconds from the end of each record to the answer, shortest first. */
  readonly delays: readonly number[];
  /** Products whose launch was not answered with success. */
  readonly failed: number;
  /** Milliseconds from the first request to the last answer. */
  readonly lasted: number;
}

/** Calls take a tenth of a second; starts and concurrency as in an account that nobody has extended. */
const LIMITS = { callTakes: 100, executionStartsPerSecond: 300, concurrentInvocations: 1000 };

export async function measureScale(scale: Scale): Promise<Load> {
  const cloud = await LocalCloud.start({
    clock: new JumpingClock(),
    port: 'none',
    serviceCatalog: { callsPerSecond: scale.callsPerSecond },
    limits: LIMITS,
  });
  const outdir = mkdtempSync(join(tmpdir(), 'bench-scale-'));
  try {
    const assemblies = synthesize(scale, cloud, outdir);
    await Promise.all(assemblies.map((assembly) => assembly.deploy(cloud.cloudFormation, cloud.objects)));
    return load(cloud, scale);
  } finally {
    rmSync(outdir, { recursive: true });
    await cloud.stop();
  }
}

/** An app for each stack, as of so many teams. */
function synthesize(
  { stacks, productsPerStack, durations }: Scale,
  cloud: LocalCloud,
  outdir: string,
): CloudAssembly[] {
  const { portfolioArn, products } = createCatalog(cloud, durations);
  return Array.from({ length: stacks }, (_, index) => {
    const directory = join(outdir, String(index));
    const app = new App({ outdir: directory, analyticsReporting: false });
    const { account, region } = cloud.location;
    const stack = new Stack(app, `Team${index + 1}`, { env: { account, region } });
    const portfolio = servicecatalog.Portfolio.fromPortfolioArn(stack, 'Portfolio', portfolioArn);
    for (let number = 0; number < productsPerStack; number++) {
      const { productId = '' } = products[(index * productsPerStack + number) % products.length] ?? {};
      const product = CatalogProduct.fromId(productId);
      new ProvisionedProduct(stack, `Product${number + 1}`, { product, portfolio }).getOutput('Endpoint');
    }
    app.synth();
    return new CloudAssembly(directory);
  });
}

function load(cloud: LocalCloud, { stacks, productsPerStack }: Scale): Load {
  const products = stacks * productsPerStack;
  const calls = cloud.callLog.find({ service: 'servicecatalog' });
  // A stack that fails has its other products removed again.
  const creates = cloud.cloudFormation.exchanges().filter(({ event }) => event.RequestType === 'Create');
  const launches = creates.filter(({ response }) => response?.succeeded);
  const sentAt = creates.map((create) => create.sentAt);
  const endedAt = creates.flatMap((create) => create.endedAt ?? []);
  return {
    products,
    calls: calls.length,
    peakCalls: peakPerSecond(calls),
    throttledCalls: calls.filter(({ outcome }) => outcome && 'error' in outcome && isThrottling(outcome.error)).length,
    invocations: cloud.functions.invocations.length,
    stateTransitions: cloud.stateMachines.stateTransitions,
    delays: delays(cloud, launches),
    failed: products - launches.length,
    lasted: Math.max(...endedAt) - Math.min(...sentAt),
  };
}

/** From the end of the record of each launch, which its answer names. */
function delays({ serviceCatalog }: LocalCloud, launches: readonly Exchange[]): number[] {
  const ends = new Map(serviceCatalog.store.records.map(({ id, updatedTime }) => [id, updatedTime]));
  return launches
    .map(({ response, endedAt = NaN }) => endedAt - (ends.get(String(response?.data.RecordId)) ?? NaN))
    .sort((a, b) => a - b);
}

function peakPerSecond(calls: readonly LoggedCall[]): number {
  const counts = new Map<number, number>();
  for (const { time } of calls) {
    const second = Math.floor(time / 1000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function isThrottling({ code }: { readonly code: string }): boolean {
  return code === 'ThrottlingException';
}
