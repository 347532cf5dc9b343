import { clientEnvironment } from './client-environment';
import { RealClock } from './clock/real-clock';
import { CloudAssembly } from './cloud-assembly/cloud-assembly';
import { LocalCloud } from './local-cloud';
import { DEFAULT_BEHAVIOURS } from './service-catalog/behaviours';

export interface ServeOptions {
  /** A cloud assembly whose stacks are deployed first. @default - none */
  readonly app?: string;
  /** 0 means a free port. */
  readonly port: number;
  readonly speed: number;
}

/** Serves a local cloud until the program is interrupted, and prints how to connect a client. */
export async function serve({ app, port, speed }: ServeOptions): Promise<void> {
  const assembly = app === undefined ? undefined : new CloudAssembly(app);
  const cloud = await start(port, speed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cloud.stop());
  try {
    if (assembly) await deploy(assembly, cloud);
  } catch (error) {
    await cloud.stop();
    throw error;
  }
  console.log(
    `A local cloud answers at ${cloud.endpoint}, ${speed} times as fast as a real one. Point a client at it:\n`,
  );
  // A profile of the shell would take precedence, and its session token would be sent along with the keys.
  console.log('unset AWS_PROFILE AWS_SESSION_TOKEN');
  for (const [name, value] of Object.entries(clientEnvironment(cloud))) {
    console.log(`export ${name}=${value}`);
  }
  const products = [...cloud.serviceCatalog.catalog.products.values()].map(({ name }) => name);
  const catalog = products.length === 0 ? 'Its catalog is empty.' : `In its catalog are ${products.join(', ')}.`;
  console.log(`\n${catalog} Ctrl-C ends it.`);
}

async function start(port: number, speed: number): Promise<LocalCloud> {
  try {
    // Nobody reads the log of a served cloud, and each call would stay in memory.
    return await LocalCloud.start({ clock: new RealClock({ speed }), port, callsKept: 0 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error(`port ${port} of 127.0.0.1 is taken: choose another one with --port (0: a free one)`);
  }
}

/** Deploys the stacks, and lets the administrator launch from all portfolios that they create. */
async function deploy(assembly: CloudAssembly, cloud: LocalCloud): Promise<void> {
  const outcomes = await assembly.deploy(cloud.cloudFormation, cloud.objects);
  const failed = outcomes.find(({ status }) => status === 'FAILED');
  if (failed) throw new Error(`${failed.stackId} could not be deployed: ${failed.reason}`);
  const { catalog } = cloud.serviceCatalog;
  for (const id of catalog.portfolios.keys()) {
    catalog.associatePrincipal(id, cloud.callers.administrator.principalArn, 'IAM');
  }
  await cloud.clock.sleep(DEFAULT_BEHAVIOURS.accessSpreadsIn);
}
