import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ProvisionProductCommand, SearchProductsCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';

const root = join(__dirname, '../..');

interface Run {
  readonly process: ChildProcess;
  output(): string;
}

let running: ChildProcess | undefined;

afterEach(() => running?.kill());

function serve(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local-cloud/main.ts', ...args], { cwd: root });
  running = child;
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { process: child, output: () => output };
}

/** What the line to copy gives a variable of the environment. */
function printed(run: Run, variable: string): string {
  return new RegExp(`^export ${variable}=(\\S+)$`, 'm').exec(run.output())?.[1] ?? '';
}

async function said(run: Run, words: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = words.exec(run.output());
    if (found !== null) return found;
    if (run.process.exitCode !== null) throw new Error(`it ended without saying ${words}: ${run.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('serves the catalog of the example to a client with the printed lines until it is interrupted, and ends cleanly', async () => {
  const run = serve('--port', '0');
  await said(run, /Ctrl-C ends it/);
  expect(run.output()).toContain('\nunset AWS_PROFILE AWS_SESSION_TOKEN\n');
  const endpoint = printed(run, 'AWS_ENDPOINT_URL');
  const credentials = {
    accessKeyId: printed(run, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: printed(run, 'AWS_SECRET_ACCESS_KEY'),
  };
  const client = new ServiceCatalogClient({ endpoint, region: 'us-east-1', credentials });

  const { ProductViewSummaries } = await client.send(new SearchProductsCommand({}));
  expect(ProductViewSummaries?.map(({ Name }) => Name).sort()).toEqual(['Bucket', 'Database', 'Network']);
  await client.send(
    new ProvisionProductCommand({ ProductName: 'Bucket', ProvisioningArtifactName: 'v1', ProvisionedProductName: 'b' }),
  );

  client.destroy();
  run.process.kill('SIGINT');
  expect(await once(run.process, 'exit')).toEqual([0, null]);
});

test('fails for a port that is none, without a stack trace', async () => {
  const run = serve('--port', 'abc');

  expect(await once(run.process, 'exit')).toEqual([1, null]);
  expect(run.output()).toBe('--port must be a whole number from 0 on, got "abc"\n');
});
