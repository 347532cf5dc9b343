import { Assignment, Told } from './parallel-search';
import { search } from './search';
import { tallyOf } from './tally';
import { joinCrew } from '../crew';
import { deploymentPackage } from '../mutations/deployment-package';

// The function is refused many a call, and a stack costs more than the refusal. One line is enough to see that a stack is
// told; who plays a story again sees all of them.
Error.stackTraceLimit = 1;

joinCrew<Assignment, Told>(async ({ mutation, ...options }, tell) => {
  const found = await search({
    ...options,
    code: await deploymentPackage(mutation),
    shrinks: mutation === undefined,
    onPlayed: (played) => tell({ played: tallyOf(played) }),
  });
  if (found) tell({ found });
});
