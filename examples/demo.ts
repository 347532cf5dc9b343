import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { CdkCli } from './demo/cdk-cli';
import { isWorthReading } from './demo/is-worth-reading';
import { LaunchProgress } from './demo/launch-progress';
import { STEPS } from './demo/steps';
import { leftovers, summary } from './demo/summary';
import { RealClock } from '../local-cloud/clock/real-clock';
import { LocalCloud } from '../local-cloud/local-cloud';

/** How much faster than real the local cloud runs: a database that takes four minutes is there after twelve seconds. */
const SPEED = 20;

/** Takes the example app through its life with the real CDK CLI. Resolves to what did not go as it was to go. */
async function runDemo(cloud: LocalCloud, directory: string, signal: AbortSignal): Promise<string[]> {
  const problems: string[] = [];
  const progress = new LaunchProgress(cloud, print);
  const cdk = new CdkCli({
    cloud,
    directory,
    signal,
    onLine: (line) => isWorthReading(line) && print(line),
  });
  const { records } = cloud.serviceCatalog.store;
  try {
    for (const [index, { title, command, exitCode = 0, operations }] of STEPS.entries()) {
      print(`\n${styleText('bold', `${index + 1}. ${title}`)}\n$ cdk ${command}\n`);
      const before = records.length;
      const actual = await cdk.run(command.split(' '));
      if (actual !== exitCode) problems.push(`"cdk ${command}" ended with exit code ${actual}, not ${exitCode}`);
      const seen = records.length - before;
      if (seen !== operations) problems.push(`"cdk ${command}" came to ${seen} operations, not ${operations}`);
    }
  } finally {
    progress.stop();
  }
  print(`\n${styleText('bold', 'What happened')}\n\n${summary(cloud)}\n`);
  return [...problems, ...leftovers(cloud)];
}

async function main(): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const directory = await mkdtemp(join(tmpdir(), 'provisioned-product-demo-'));
  const cloud = await LocalCloud.start({ clock: new RealClock({ speed: SPEED }) });
  try {
    print(`A local cloud answers at ${cloud.endpoint}; a second there takes a ${SPEED}th of a second here.`);
    const problems = await runDemo(cloud, directory, interruption.signal);
    for (const problem of problems) print(styleText('red', `✘ ${problem}`));
    if (problems.length === 0) {
      print(styleText('green', '✔ Nothing is left: no product, no stack, no secret, no execution.'));
    }
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    print('Interrupted.');
    return 130;
  } finally {
    await cloud.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
