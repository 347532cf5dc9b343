import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundles } from './function/bundles';
import { deployUpdateDelete } from './function/deployment';
import { FUNCTION_MEMORY_MB, inWorkshop, measureRuns } from './function/measure-runs';
import { Load, measureScale, Scale } from './scale/measure-scale';
import { type LoadAt, plotLoads } from './scale/plot-loads';
import { printNotes, printTable } from '../terminal/table';

const MINUTE = 60_000;
const PLOT = join(__dirname, 'plots/scale.svg');

/** From two minutes to forty, on no common beat with the pauses. */
const DURATIONS = Array.from({ length: 20 }, (_, index) => (2 + index * 1.999) * MINUTE);

const HEADINGS = [
  '',
  'products',
  'calls',
  'a product',
  'peak a second',
  'throttled',
  'of all',
  'invocations',
  'transitions',
  'median delay, s',
  '99th',
  'longest',
  'all done, min',
  'failed',
];

type Row = readonly (string | number)[];

async function main(): Promise<void> {
  const byProducts: LoadAt[] = [];
  for (const productsPerStack of [25, 50, 100, 200]) {
    const scale = { stacks: 1, productsPerStack, durations: [10 * MINUTE], callsPerSecond: 10 };
    byProducts.push([productsPerStack, await measureScale(scale)]);
  }
  printTable(
    'Calls grow with the products (10 minutes each, 10 calls/s)',
    HEADINGS,
    byProducts.map(([products, load]) => row(`${products}`, load)),
  );

  const byMinutes: LoadAt[] = [];
  for (const minutes of [1, 2, 5, 10, 20, 40]) {
    const scale = { stacks: 1, productsPerStack: 20, durations: [minutes * MINUTE], callsPerSecond: 10 };
    byMinutes.push([minutes, await measureScale(scale)]);
  }
  printTable(
    'Calls grow with the waiting time (20 products, 10 calls/s)',
    HEADINGS,
    byMinutes.map(([minutes, load]) => row(`${minutes} min`, load)),
  );
  writeFileSync(PLOT, plotLoads(byProducts, byMinutes));

  printTable('Products of 2 to 40 minutes, all at once', HEADINGS, [
    ...(await measureAtRates({ stacks: 1, productsPerStack: 200, durations: DURATIONS }, [Infinity, 20, 10, 5])),
    ...(await measureAtRates({ stacks: 50, productsPerStack: 20, durations: DURATIONS }, [10])),
  ]);

  printNotes(
    'Calls: of the functions to Service Catalog, with those that were throttled.',
    'Delay: from the end of the record to the response. Failed: not answered with success within the hour.',
    'A call takes 100 ms; Step Functions takes 300 StartExecution a second, Lambda runs 1000 functions at a time.',
    `Memory of the function at its peak: ${(await peakMemory()).toFixed(0)} MiB of ${FUNCTION_MEMORY_MB} MB, however many products wait: each has an execution, and none a running function.`,
  );
}

/** Of a process of its own that runs the function for a deployment of some products. */
async function peakMemory(): Promise<number> {
  return inWorkshop(async ({ directory, script }) => {
    const { shipped } = await makeBundles(directory);
    return (await measureRuns(script, shipped, FUNCTION_MEMORY_MB, deployUpdateDelete)).peakMemory;
  });
}

async function measureAtRates(scale: Omit<Scale, 'callsPerSecond'>, rates: readonly number[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const callsPerSecond of rates) {
    const limit = callsPerSecond === Infinity ? 'no limit' : `${callsPerSecond} calls/s`;
    const load = await measureScale({ ...scale, callsPerSecond });
    rows.push(row(`${scale.stacks} × ${scale.productsPerStack}, ${limit}`, load));
  }
  return rows;
}

function row(label: string, load: Load): Row {
  const { products, calls, peakCalls, throttledCalls, invocations, stateTransitions, delays, lasted, failed } = load;
  const percentile = (share: number) => ((delays[Math.floor(share * (delays.length - 1))] ?? 0) / 1000).toFixed(0);
  return [
    label,
    products,
    calls,
    (calls / products).toFixed(1),
    peakCalls,
    throttledCalls,
    `${((100 * throttledCalls) / calls).toFixed(0)} %`,
    invocations,
    stateTransitions,
    percentile(0.5),
    percentile(0.99),
    percentile(1),
    (lasted / MINUTE).toFixed(1),
    failed,
  ];
}

void main();
