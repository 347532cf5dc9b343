import { fork } from 'node:child_process';
import { add, merge, NO_ENDINGS, noResults, Results } from './exhaustive/results';
import { Stage } from './exhaustive/stage';
import { Course, courses, pairsOfFaults, playTask, singleFaults, Task, taskName } from './exhaustive/tasks';
import { printNotes, printTable } from '../bench/table';

export interface ExhaustiveOptions {
  /** Drawn pairs of faults, beside each single one. */
  readonly pairs: number;
  readonly seed: number;
  /** Processes. */
  readonly jobs: number;
  /** Only the deployments whose name holds this. */
  readonly only?: string;
}

/** Which deployments a process of several takes: each `of`th from `shard` on. */
export interface Shard {
  readonly shard: number;
  readonly of: number;
}

const FAILURES_SHOWN = 20;

/** Simulates a death, and every other fault, at every call of every story. Gives whether all promises were kept. */
export async function dieAnywhere(options: ExhaustiveOptions): Promise<boolean> {
  const startedAt = performance.now();
  const all = await courses();
  const tasks = tasksOf(all, options);
  const results = noResults();
  for (const { story, undisturbed } of all) add(results, { story, undisturbed, faultyCalls: [] }, undisturbed);
  const shards = Array.from({ length: options.jobs }, (_, shard) => inProcess({ shard, of: options.jobs }));
  for (const part of await Promise.all(shards)) merge(results, part);
  Stage.dispose();
  report(all, tasks.length + all.length, results, (performance.now() - startedAt) / 1000, options);
  return results.failures.length === 0;
}

/** What one process of several simulates; it tells its parent the results. */
export async function simulateShard(options: ExhaustiveOptions, { shard, of }: Shard): Promise<void> {
  const results = noResults();
  const tasks = tasksOf(await courses(), options).filter((_, index) => index % of === shard);
  for (const [index, task] of tasks.entries()) {
    const played = await playTask(task);
    add(results, task, played);
    if (played.broken.length > 0) process.stderr.write(`\r${taskName(task)}\n  ${played.broken.join('\n  ')}\n`);
    if (shard === 0 && index % 100 === 0) process.stderr.write(`\r${Math.round((100 * index) / tasks.length)} % `);
  }
  Stage.dispose();
  process.send?.(results);
}

function tasksOf(all: readonly Course[], { pairs, seed, only = '' }: ExhaustiveOptions): Task[] {
  const tasks = [...singleFaults(all), ...pairsOfFaults(all, pairs, seed)];
  return tasks.filter((task) => taskName(task).includes(only));
}

function inProcess({ shard, of }: Shard): Promise<Results> {
  const [program = '', ...args] = process.argv.slice(1);
  const child = fork(program, [...args, '--shard', `${shard}/${of}`]);
  return new Promise((resolve, reject) => {
    child.once('message', (results) => resolve(results as Results));
    child.once('exit', (code) => reject(new Error(`a process of the simulation ended with ${code}`)));
  });
}

function report(
  all: readonly Course[],
  deployments: number,
  { endings, failures, unusedActions = [] }: Results,
  seconds: number,
  { pairs, seed }: ExhaustiveOptions,
): void {
  const rows = all.map(({ story: { name }, undisturbed }) => {
    const { succeeded, rolledBack, stuck } = endings[name] ?? NO_ENDINGS;
    const broken = failures.filter(({ task }) => task.startsWith(`${name}:`)).length;
    return [name, undisturbed.points.length, succeeded + rolledBack + stuck, succeeded, rolledBack, stuck, broken];
  });
  const total = (column: number) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  printTable(
    'A fault at every call of the function',
    ['Story', 'Points', 'Deployments', 'Succeeded', 'Rolled back', 'Failed', 'Promise broken'],
    [...rows, ['all', ...[1, 2, 3, 4, 5, 6].map(total)]],
  );
  printNotes(
    `A point is a call of the function, to whatever service, or an invocation of it.`,
    `Failed: the stack is left where a person must act, and the deploy says why.`,
    `${deployments} deployments in ${Math.round(seconds)} s, ${(deployments / seconds).toFixed(1)} a second; ${pairs} of them with two faults (seed ${seed}).`,
    `Permissions of the function's role that these stories do not need: ${unusedActions.join(', ') || 'none'}.`,
  );
  for (const { task, broken } of failures.slice(0, FAILURES_SHOWN)) {
    const command = `npm run simulate -- --exhaustive --pairs ${pairs} --seed ${seed} --only '${task}'`;
    printNotes(task, ...broken, command);
  }
  if (failures.length > FAILURES_SHOWN) printNotes(`… and ${failures.length - FAILURES_SHOWN} more`);
}
