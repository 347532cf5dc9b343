import { Bundle, makeBundles, makeEmptyFunction } from './function/bundles';
import { deployUpdateDelete } from './function/deployment';
import { LambdaRuntime } from './function/lambda-runtime';
import { Loading, measureLoading } from './function/measure-loading';
import { DEPLOYMENTS, FUNCTION_MEMORY_MB, inWorkshop, measureRuns } from './function/measure-runs';
import { median } from './median';
import { ratio } from './ratio';
import { printNotes, printTable } from '../terminal/table';

const LOADINGS = 15;
const MEMORY_SIZES = [128, 256, 512];
/** The memory size in MB that comes with one whole processor. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY_OF_A_PROCESSOR = 1769;

/** The bundles take turns, so that other work on the machine hits all alike. */
function measureLoadings(bundles: readonly Bundle[]): Map<Bundle, Loading> {
  const rounds = Array.from({ length: LOADINGS }, () => new Map(bundles.map((each) => [each, measureLoading(each)])));
  const medianOf = (bundle: Bundle, figure: keyof Loading) =>
    median(rounds.map((round) => round.get(bundle)?.[figure] ?? NaN));
  return new Map(
    bundles.map((each) => [each, { wall: medianOf(each, 'wall'), processor: medianOf(each, 'processor') }]),
  );
}

async function printBundles(script: string, empty: Bundle, shipped: Bundle, others: readonly Bundle[]): Promise<void> {
  const bundles = [empty, shipped, ...others];
  const loadings = measureLoadings(bundles);
  const rows: (readonly string[])[] = [];
  for (const bundle of bundles) {
    const run = bundle === empty ? invokeOnce : deployUpdateDelete;
    const { peakMemory, running, invocations } = await measureRuns(script, bundle, FUNCTION_MEMORY_MB, run);
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
  await inWorkshop(async ({ script, directory }) => {
    const { shipped, others } = await makeBundles(directory);
    await printBundles(script, makeEmptyFunction(directory), shipped, others);
    await printMemorySizes(script, shipped);
  });
  printNotes(
    `Node.js ${process.versions.node}; to load: median of ${LOADINGS} new processes; all else: medians of ${DEPLOYMENTS} deployments.`,
    'A deployment: three products of 25 outputs, chained, with a secret, are created, updated and deleted on the local cloud, while a process of its own runs the function.',
    'Processor: the time of the processor to load it, the same on a busy machine. A step: likewise, of an invocation.',
    "The runtime's SDK is the one of node_modules here; it loads hundreds of files, which takes longer from the disk of a new Lambda environment.",
    `There: if ${MEMORY_OF_A_PROCESSOR} MB are one processor as fast as this one.`,
  );
}

void main();
