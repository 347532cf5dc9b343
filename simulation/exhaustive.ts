import { fork } from 'node:child_process';
import { report } from './exhaustive/report';
import { add, merge, noResults, Results } from './exhaustive/results';
import { Stage } from './exhaustive/stage';
import { Course, courses, pairsOfFaults, playTask, singleFaults, Task, taskName } from './exhaustive/tasks';
import { Misuse } from './misuse';

export interface ExhaustiveOptions {
  /** Drawn pairs of faults, beside each single one. */
  readonly pairs: number;
  readonly seed: number;
  /** Processes. */
  readonly jobs: number;
  /** Only the deployments whose name holds this. */
  readonly only?: string;
}

/** Node.js does not give back all of the memory that a cloud took. */
const TASKS_OF_A_PROCESS = 1000;

/** Which deployments a process of several takes: each `of`th from `shard` on. */
export interface Shard {
  readonly shard: number;
  readonly of: number;
}

/** Simulates a death, and every other fault, at every call of every story. Gives whether all promises were kept. */
export async function dieAnywhere(options: ExhaustiveOptions): Promise<boolean> {
  const startedAt = performance.now();
  const { pairs, seed, jobs, only } = options;
  const all = await courses();
  const tasks = tasksOf(all, options);
  if (tasks.length === 0) {
    const [example] = singleFaults(all).map(taskName);
    throw new Misuse(`no deployment has "${only}" in its name; one of them is "${example}"`);
  }
  const results = noResults();
  for (const { story, undisturbed } of all) add(results, { story, faultyCalls: [], played: undisturbed });
  const of = Math.max(jobs, Math.ceil(tasks.length / TASKS_OF_A_PROCESS));
  const waiting = Array.from({ length: of }, (_, shard) => shard);
  let ended = 0;
  const workOff = async () => {
    for (let shard = waiting.shift(); shard !== undefined; shard = waiting.shift()) {
      merge(results, await inProcess({ shard, of }));
      process.stderr.write(`\r${Math.round((100 * ++ended) / of)} % `);
    }
  };
  await Promise.all(Array.from({ length: jobs }, workOff));
  Stage.dispose();
  report(all, results, {
    deployments: all.length + tasks.length,
    pairs: tasks.filter(({ anotherBy }) => anotherBy !== undefined).length,
    seconds: (performance.now() - startedAt) / 1000,
    seed,
    command: (task) => `npm run simulate -- --exhaustive --pairs ${pairs} --seed ${seed} --only '${task}'`,
  });
  return results.failures.length === 0;
}

/** What one process of several simulates; it tells its parent the results. */
export async function simulateShard(options: ExhaustiveOptions, { shard, of }: Shard): Promise<void> {
  const results = noResults();
  const tasks = tasksOf(await courses(), options).filter((_, index) => index % of === shard);
  for (const task of tasks) {
    const deployment = await playTask(task);
    const { broken } = deployment.played;
    add(results, deployment, taskName(task));
    if (broken.length > 0) process.stderr.write(`\r${taskName(task)}\n  ${broken.join('\n  ')}\n`);
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
