import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratio } from './ratio';
import { printNotes, printTable } from '../terminal/table';
import { CALL_SECONDS, INVOCATION_SECONDS } from './waiting/cost';
import { measureWait, Wait } from './waiting/measure-wait';
import { plotWaits, type WaitsOfDuration } from './waiting/plot-waits';
import { bundleProviderFramework } from './waiting/provider-framework';
import { WAYS_TO_WAIT } from './waiting/ways-to-wait';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DURATIONS: ReadonlyArray<readonly [string, number]> = [
  ['10 s', 10 * SECOND],
  ['1 min', MINUTE],
  ['5 min', 5 * MINUTE],
  ['30 min', 30 * MINUTE],
  ['50 min', 50 * MINUTE],
];

const PLOT = join(__dirname, 'plots/waiting.svg');

/** Products of nearly the same duration, on no common beat with the polls: one may end just before a poll, or just after. */
const PRODUCTS = 31;
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
const SPREAD = Array.from({ length: PRODUCTS }, (_, index) => 0.95 + 0.1 * ((index * GOLDEN_RATIO) % 1));

/** All ways to wait, one after the other, each for all these products at once. */
async function measureAll(duration: number, bundles: string): Promise<Map<string, Wait>> {
  const durations = SPREAD.map((factor) => Math.round(duration * factor));
  const waits = new Map<string, Wait>();
  for (const [way, declare] of Object.entries(WAYS_TO_WAIT)) {
    waits.set(way, await measureWait(declare, durations, bundles));
  }
  return waits;
}

function printWaits(label: string, duration: number, waits: ReadonlyMap<string, Wait>): void {
  const ours = waits.get('ProvisionedProduct');
  printTable(
    `A product that takes ${label}`,
    [
      'waited for by',
      'mean delay, s',
      'longest',
      'of its time',
      'polls',
      'invocations',
      'transitions',
      'µUSD',
      'ours beside it',
    ],
    [...waits].map(([way, wait]) => {
      const longest = Math.max(...wait.delays);
      return [
        way,
        (mean(wait.delays) / SECOND).toFixed(1),
        (longest / SECOND).toFixed(1),
        `${((100 * longest) / duration).toFixed(1)} %`,
        wait.polls.toFixed(1),
        wait.invocations.toFixed(1),
        wait.stateTransitions.toFixed(1),
        (wait.cost * 1e6).toFixed(0),
        ours && wait !== ours ? `${ratio(ours.polls, wait.polls)} polls, ${ratio(ours.cost, wait.cost)} cost` : '',
      ];
    }),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function main(): Promise<void> {
  const bundles = mkdtempSync(join(tmpdir(), 'bench-waiting-bundles-'));
  try {
    await bundleProviderFramework(bundles);
    const measured: WaitsOfDuration[] = [];
    for (const [label, duration] of DURATIONS) {
      const waits = await measureAll(duration, bundles);
      printWaits(label, duration, waits);
      measured.push({ label, duration, waits });
    }
    writeFileSync(PLOT, plotWaits(measured));
  } finally {
    rmSync(bundles, { recursive: true });
  }
  printNotes(
    `Means of ${PRODUCTS} products that take from 0.95 to 1.05 times the time.`,
    'Delay: from the end of the record to the response. Polls: DescribeRecord and DescribeProvisionedProduct.',
    `Cost: list prices of Lambda and Step Functions in us-east-1, if a function runs for ${INVOCATION_SECONDS * 1000} ms and ${CALL_SECONDS * 1000} ms for each call to AWS; a function of the provider also runs while its handler does.`,
    'Provider: custom_resources.Provider with its own functions and state machine, a totalTimeout of 59 minutes, and the shortest handlers that launch a product; they check no parameters, find no path and survive no retry.',
  );
}

void main();
