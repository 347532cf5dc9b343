import { Load, measureScale, Scale } from './scale/measure-scale';
import { printNotes, printTable } from './table';

const MINUTE = 60_000;

/** From two minutes to forty. */
const DURATIONS = Array.from({ length: 20 }, (_, index) => 2 * (index + 1) * MINUTE);

const HEADINGS = [
  '',
  'products',
  'calls',
  'a product',
  'peak a second',
  'throttled',
  'invocations',
  'transitions',
  'median delay, s',
  '99th',
  'of at most',
  'failed',
];

async function main(): Promise<void> {
  const rows: (string | number)[][] = [];
  const measure = async (label: string, scale: Scale): Promise<void> => {
    rows.push(row(label, await measureScale(scale)));
  };
  for (const callsPerSecond of [Infinity, 20, 10, 5]) {
    const limit = callsPerSecond === Infinity ? 'no limit' : `${callsPerSecond} calls/s`;
    await measure(`1 stack × 200, ${limit}`, {
      stacks: 1,
      productsPerStack: 200,
      durations: DURATIONS,
      callsPerSecond,
    });
    await measure(`50 stacks × 20, ${limit}`, {
      stacks: 50,
      productsPerStack: 20,
      durations: DURATIONS,
      callsPerSecond,
    });
  }
  printTable('Products of 2 to 40 minutes, all at once', HEADINGS, rows.splice(0));

  for (const productsPerStack of [25, 50, 100, 200]) {
    await measure(`${productsPerStack}`, { stacks: 1, productsPerStack, durations: DURATIONS, callsPerSecond: 10 });
  }
  printTable('Calls grow with the products (10 calls/s)', HEADINGS, rows.splice(0));

  for (const minutes of [1, 2, 5, 10, 20, 40]) {
    const durations = [minutes * MINUTE];
    await measure(`${minutes} min`, { stacks: 1, productsPerStack: 20, durations, callsPerSecond: 10 });
  }
  printTable('Calls grow with the waiting time (10 calls/s)', HEADINGS, rows);
  printNotes(
    'Calls: of the functions to Service Catalog; throttled ones count. Delay: from the end of the record to the answer.',
    'Limits: a call takes 100 ms; 300 StartExecution a second, 1000 functions at a time.',
    `Memory of this process at its peak: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, with all clouds and functions in it.`,
  );
}

function row(label: string, load: Load): (string | number)[] {
  const { products, calls, peakCalls, throttledCalls, invocations, stateTransitions, delays, failed } = load;
  const percentile = (share: number) => ((delays[Math.floor(share * (delays.length - 1))] ?? 0) / 1000).toFixed(1);
  return [
    label,
    products,
    calls,
    (calls / products).toFixed(1),
    peakCalls,
    throttledCalls,
    invocations,
    stateTransitions,
    percentile(0.5),
    percentile(0.99),
    percentile(1),
    failed,
  ];
}

void main();
