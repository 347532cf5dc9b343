import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProvisionProductCommand, SearchProductsCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { App } from 'aws-cdk-lib';
import { CatalogStack } from '../../examples/catalog-stack';

const root = join(__dirname, '../..');

interface Run {
  readonly process: ChildProcess;
  output(): string;
}

let running: ChildProcess | undefined;

afterEach(() => running?.kill());

function run(program: string, ...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args], { cwd: root });
  running = child;
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { process: child, output: () => output };
}

/** What the line to copy gives a variable of the environment. */
function printed({ output }: Run, variable: string): string {
  return new RegExp(`^export ${variable}=(\\S+)$`, 'm').exec(output())?.[1] ?? '';
}

async function said(program: Run, words: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = words.exec(program.output());
    if (found !== null) return found;
    if (program.process.exitCode !== null) throw new Error(`it ended without saying ${words}: ${program.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const main = 'local-cloud/main.ts';

/** A client with what the lines to copy say. */
function clientOf(program: Run): ServiceCatalogClient {
  const credentials = {
    accessKeyId: printed(program, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: printed(program, 'AWS_SECRET_ACCESS_KEY'),
  };
  return new ServiceCatalogClient({ endpoint: printed(program, 'AWS_ENDPOINT_URL'), region: 'us-east-1', credentials });
}

async function interrupted(program: Run): Promise<unknown> {
  program.process.kill('SIGINT');
  return once(program.process, 'exit');
}

test('serves an empty catalog until it is interrupted, and ends cleanly', async () => {
  const program = run(main, '--port', '0');
  await said(program, /Its catalog is empty. Ctrl-C ends it/);
  expect(program.output()).toContain('\nunset AWS_PROFILE AWS_SESSION_TOKEN\n');

  const { ProductViewSummaries } = await clientOf(program).send(new SearchProductsCommand({}));

  expect(ProductViewSummaries).toEqual([]);
  expect(await interrupted(program)).toEqual([0, null]);
});

test('deploys the app that it is given, whose products any client may launch', async () => {
  const outdir = await mkdtemp(join(tmpdir(), 'main-test-'));
  const app = new App({ outdir });
  new CatalogStack(app, 'ShopCatalog');
  app.synth();

  const program = run(main, '--port', '0', '--app', outdir);
  await said(program, /In its catalog are Network, Database, Bucket/);
  await clientOf(program).send(
    new ProvisionProductCommand({ ProductName: 'Bucket', ProvisioningArtifactName: 'v1', ProvisionedProductName: 'b' }),
  );

  expect(await interrupted(program)).toEqual([0, null]);
  await rm(outdir, { recursive: true });
});

test('the example comes with its catalog', async () => {
  const program = run('examples/local-cloud.ts', '--port', '0');
  await said(program, /In its catalog are Network, Database, Bucket/);
  expect(await interrupted(program)).toEqual([0, null]);
});

test('fails in one line when the port is taken, and says how to choose another one', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const program = run(main, '--port', String(port));

  expect(await once(program.process, 'exit')).toEqual([1, null]);
  expect(program.output()).toBe(`port ${port} of 127.0.0.1 is taken: choose another one with --port (0: a free one)\n`);
  server.close();
});

test.each([
  [['--port', 'abc'], '--port must be a whole number from 0 to 65535, got "abc"\n'],
  [['--app', 'src'], 'src is no cloud assembly: it has no manifest.json\n'],
])('fails in one line for %s', async (args, words) => {
  const program = run(main, ...args);

  expect(await once(program.process, 'exit')).toEqual([1, null]);
  expect(program.output()).toBe(words);
});
