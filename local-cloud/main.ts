import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { App } from 'aws-cdk-lib';
import { clientEnvironment } from './client-environment';
import { RealClock } from './clock/real-clock';
import { CloudAssembly } from './cloudformation/assembly';
import { LocalCloud } from './local-cloud';
import { DEFAULT_BEHAVIOURS } from './service-catalog/behaviours';
import { CatalogStack } from '../examples/catalog-stack';

const USAGE = `Serves a local cloud with the catalog of the example app until it is interrupted.

  --port <number>   where it listens on 127.0.0.1 (default 4566; 0: a free one)
  --speed <number>  how many seconds pass in it in one real second (default 20)`;

/** The example's portfolio with its products, open to the administrator. */
async function deployCatalog(cloud: LocalCloud): Promise<void> {
  const outdir = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  try {
    const app = new App({ outdir });
    new CatalogStack(app, 'ShopCatalog');
    app.synth();
    const [outcome] = await new CloudAssembly(outdir).deploy(cloud.cloudFormation, cloud.objects);
    if (outcome?.status !== 'SUCCEEDED') throw new Error(`the catalog could not be deployed: ${outcome?.reason}`);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
  const { catalog } = cloud.serviceCatalog;
  for (const id of catalog.portfolios.keys()) {
    catalog.associatePrincipal(id, cloud.callers.administrator.principalArn, 'IAM');
  }
  await cloud.clock.sleep(DEFAULT_BEHAVIOURS.accessSpreadsIn);
}

async function main(): Promise<void> {
  const options = { port: { type: 'string' }, speed: { type: 'string' }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(USAGE);
  const port = wholeNumber('--port', values.port ?? '4566', 0);
  const speed = wholeNumber('--speed', values.speed ?? '20', 1);

  // Nobody reads the calls of a cloud that is served, and each would stay in memory as long as it runs.
  const cloud = await LocalCloud.start({ clock: new RealClock({ speed }), port, callsKept: 0 });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cloud.stop());
  await deployCatalog(cloud);
  console.log(
    `A local cloud answers at ${cloud.endpoint}, ${speed} times as fast as a real one. Point a client at it:\n`,
  );
  // What else the shell has would win, or be sent with the keys.
  console.log('unset AWS_PROFILE AWS_SESSION_TOKEN');
  for (const [name, value] of Object.entries(clientEnvironment(cloud))) {
    console.log(`export ${name}=${value}`);
  }
  console.log('\nIts catalog is the one of examples/catalog-stack.ts. Ctrl-C ends it.');
}

function wholeNumber(option: string, text: string, minimum: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= minimum) return value;
  throw new Error(`${option} must be a whole number from ${minimum} on, got "${text}"`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
