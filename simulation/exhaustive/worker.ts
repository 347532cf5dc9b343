import { add, noResults, Results } from './results';
import { Stage } from './stage';
import { playTask, Task, taskName } from './tasks';
import { joinCrew } from '../crew';

process.once('exit', () => Stage.dispose());

joinCrew<readonly Task[], Results>(async (tasks, tell) => {
  for (const task of tasks) {
    const results = noResults();
    add(results, await playTask(task), taskName(task));
    tell(results);
  }
});
