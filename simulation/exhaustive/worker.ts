import { add, noResults, type Results } from './results';
import { runTask, type Task, taskName } from './tasks';
import { runWorker } from '../worker-pool';
import { TestBed } from './test-bed/test-bed';

process.once('exit', () => TestBed.dispose());

/** Names the task, so that it can be run again. */
const failing = (task: Task) => (cause: unknown) => {
  throw new Error(`the simulation itself fails in ${taskName(task)}`, { cause });
};

runWorker<readonly Task[], Results>(async (tasks, report) => {
  TestBed.coolDown();
  for (const task of tasks) {
    const results = noResults();
    add(results, await runTask(task).catch(failing(task)), taskName(task));
    report(results);
  }
});
