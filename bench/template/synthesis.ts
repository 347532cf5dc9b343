import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { WayToDeclare, WAYS_TO_DECLARE } from './ways-to-declare';

/** What comes of synthesizing an app once. */
export interface Synthesis {
  readonly resources: number;
  readonly templateBytes: number;
  /** Milliseconds of the processor, the same on a busy machine, without the loading of modules. */
  readonly milliseconds: number;
}

/** What the CDK CLI sets in every app. */
const CLI_CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/** Synthesizes a stack with so many products, each of which takes an output of the one before. */
export function synthesize(way: WayToDeclare, products: number): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-template-'));
  try {
    const before = process.cpuUsage();
    const app = new App({ outdir, context: CLI_CONTEXT, analyticsReporting: false });
    declareProducts(new Stack(app, 'Bench'), way, products);
    const artifact = app.synth().getStackByName('Bench');
    const { user, system } = process.cpuUsage(before);
    const { Resources } = artifact.template as { readonly Resources: object };
    return {
      resources: Object.keys(Resources).length,
      templateBytes: statSync(artifact.templateFullPath).size,
      milliseconds: (user + system) / 1000,
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function declareProducts(stack: Stack, way: WayToDeclare, products: number): void {
  const declare = WAYS_TO_DECLARE[way](stack);
  let upstream = 'https://example.com';
  for (let index = 1; index <= products; index++) {
    upstream = declare(`Product${index}`, {
      Environment: 'production',
      InstanceClass: 'db.t4g.medium',
      Storage: '50',
      Upstream: upstream,
    });
  }
}
