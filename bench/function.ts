import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { Bundle, makeBundles, makeEmptyFunction } from './function/bundles';
import { deployUpdateDelete } from './function/deployment';
import { LambdaRuntime } from './function/lambda-runtime';
import { Taken } from './function/lambda-runtime-process';
import { Loading, measureLoading } from './function/measure-loading';
import { median } from './median';
import { printNotes, printTable, ratio } from './table';

const LOADINGS = 15;
const DEPLOYMENTS = 3;
const MEMORY_SIZES = [128, 256, 512];
/** The memory size in MB that comes with one whole processor. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY_OF_A_PROCESSOR = 1769;
/** Node.js finds the project's SDK from here. */
const CACHE = resolve(__dirname, '../node_modules/.cache');

type Run = (runtime: LambdaRuntime) => Promise<void>;

/** The bundles take turns, so that other work on the machine hits all alike. */
function measureLoadings(bundles: readonly Bundle[]): Map<Bundle, Loading> {
  const rounds = Array.from({ length: LOADINGS }, () => new Map(bundles.map((each) => [each, measureLoading(each)])));
  const medianOf = (bundle: Bundle, figure: keyof Loading) =>
    median(rounds.map((round) => round.get(bundle)?.[figure] ?? NaN));
  return new Map(
    bundles.map((each) => [each, { wall: medianOf(each, 'wall'), processor: medianOf(each, 'processor') }]),
  );
}

async function measureRuns(script: string, { file }: Bundle, memory: number, run: Run): Promise<Taken> {
  const runs: Taken[] = [];
  for (let round = 1; round <= DEPLOYMENTS; round++) {
    const runtime = await LambdaRuntime.start(script, file, memory);
    try {
      await run(runtime);
      runs.push(await runtime.taken());
    } finally {
      runtime.stop();
    }
  }
  return {
    peakMemory: median(runs.map(({ peakMemory }) => peakMemory)),
    invocations: median(runs.map(({ invocations }) => invocations)),
    loading: median(runs.map(({ loading }) => loading)),
    running: median(runs.map(({ running }) => running)),
  };
}

async function printBundles(script: string, empty: Bundle, shipped: Bundle, others: readonly Bundle[]): Promise<void> {
  const bundles = [empty, shipped, ...others];
  const loadings = measureLoadings(bundles);
  const rows: (readonly string[])[] = [];
  for (const bundle of bundles) {
    const run = bundle === empty ? invokeOnce : deployUpdateDelete;
    const { peakMemory, running, invocations } = await measureRuns(script, bundle, 256, run);
    const { wall = NaN, processor = NaN } = loadings.get(bundle) ?? {};
    rows.push([
      bundle.name,
      (bundle.bytes / 1024).toFixed(0),
      (bundle.compressedBytes / 1024).toFixed(0),
      wall.toFixed(0),
      processor.toFixed(0),
      ratio(processor, loadings.get(shipped)?.processor ?? NaN),
      peakMemory.toFixed(0),
      (running / invocations).toFixed(1),
    ]);
  }
  printTable(
    'The function, bundled in several ways',
    ['bundle', 'KiB', 'compressed', 'to load, ms', 'processor, ms', 'shipped = 1', 'peak, MiB', 'a step, ms'],
    rows,
  );
}

async function printMemorySizes(script: string, shipped: Bundle): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (const memory of MEMORY_SIZES) {
    const { peakMemory, loading, running, invocations } = await measureRuns(
      script,
      shipped,
      memory,
      deployUpdateDelete,
    );
    const slower = MEMORY_OF_A_PROCESSOR / memory;
    rows.push([
      `${memory} MB`,
      peakMemory.toFixed(0),
      `${((100 * peakMemory) / memory).toFixed(0)} %`,
      (loading * slower).toFixed(0),
      ((running * slower) / invocations).toFixed(0),
    ]);
  }
  printTable(
    'The function as it is shipped, by its memory',
    ['memory', 'peak, MiB', 'in use', 'to load there, ms', 'a step there, ms'],
    rows,
  );
}

async function invokeOnce(runtime: LambdaRuntime): Promise<void> {
  await runtime.invoke({ event: {}, context: {}, environment: {}, now: Date.now() });
}

async function main(): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'bench-function-'));
  try {
    const script = join(directory, 'lambda-runtime-process.js');
    const source = join(__dirname, 'function/lambda-runtime-process.ts');
    buildSync({ entryPoints: [source], outfile: script, platform: 'node', format: 'cjs' });
    const { shipped, others } = await makeBundles(directory);
    await printBundles(script, makeEmptyFunction(directory), shipped, others);
    await printMemorySizes(script, shipped);
  } finally {
    rmSync(directory, { recursive: true });
  }
  printNotes(
    `Node.js ${process.versions.node}; to load: median of ${LOADINGS} new processes; all else: medians of ${DEPLOYMENTS} deployments.`,
    'A deployment: three products of 25 outputs, chained, with a secret, are created, updated and deleted on the local cloud, while a process of its own runs the function.',
    'Processor: the time of the processor to load it, the same on a busy machine. A step: likewise, of an invocation.',
    "The runtime's SDK is the one of node_modules here; it loads hundreds of files, which takes longer from the disk of a new Lambda environment.",
    `There: if ${MEMORY_OF_A_PROCESSOR} MB are one processor as fast as this one.`,
  );
}

void main();
