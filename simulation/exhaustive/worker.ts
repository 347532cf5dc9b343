import { add, noResults, Results } from './results';
import { playTask, Task, taskName } from './tasks';
import { Stage } from './test-bed';
import { joinCrew } from '../worker-pool';

process.once('exit', () => Stage.dispose());

/** Says where, so that it can be played again. */
const failing = (task: Task) => (cause: unknown) => {
  throw new Error(`the simulation itself fails in ${taskName(task)}`, { cause });
};

joinCrew<readonly Task[], Results>(async (tasks, tell) => {
  Stage.coolDown();
  for (const task of tasks) {
    const results = noResults();
    add(results, await playTask(task).catch(failing(task)), taskName(task));
    tell(results);
  }
});
