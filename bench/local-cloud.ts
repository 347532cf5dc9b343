import { Endurance, measureLoad } from './local-cloud/measure-load';
import { ratio } from './ratio';
import { printNotes, printTable } from '../terminal/table';

const MEGABYTE = 1_000_000;
const LOAD = { calls: 100_000, bodies: 20, bytesOfBody: 10 * MEGABYTE };

/** As `npm run local-cloud` keeps them, and as tests and the simulation do. */
const KEPT: ReadonlyArray<readonly [label: string, kept: number]> = [
  ['none', 0],
  ['all', Infinity],
];

async function main(): Promise<void> {
  const results = await measureLoad(
    KEPT.map(([, kept]) => kept),
    LOAD,
  );
  const all = results[KEPT.length - 1];
  if (all === undefined) return;
  printTable(
    'A local cloud that is called for long',
    [
      'calls kept',
      'calls a second',
      'MB at start',
      'after 100,000 calls',
      'after 20 bodies of 10 MB',
      'growth beside all',
    ],
    results.map((result, index) => [
      KEPT[index]?.[0] ?? '',
      `${result.callsPerSecond.toFixed(0)} (${ratio(result.callsPerSecond, all.callsPerSecond)})`,
      megabytes(result.memory.start),
      megabytes(result.memory.afterCalls),
      megabytes(result.memory.afterBodies),
      ratio(growth(result), growth(all)),
    ]),
  );
  printNotes(
    'Memory: what is in use when all garbage is gone, in a process of its own.',
    'Calls: six kinds that read, of six services, by 50 clients that keep their connections; median of ten rounds.',
  );
}

function growth({ memory: { start, afterBodies } }: Endurance): number {
  return Math.max(afterBodies - start, 0);
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}

void main();
