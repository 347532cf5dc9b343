import { Assignment, Told } from './parallel-search';
import { search } from './search';
import { tallyOf } from './tally';
import { deploymentPackage } from '../function-bundle';
import { runWorker } from '../worker-pool';

// The function is refused many a call: a stack costs more than the refusal, and keeps what it was made in. Who plays a scenario
// again sees the stacks.
Error.stackTraceLimit = 0;

runWorker<Assignment, Told>(async ({ mutation, ...options }, tell) => {
  const found = await search({
    ...options,
    code: await deploymentPackage(mutation),
    shrinks: mutation === undefined,
    onPlayed: (played) => tell({ played: tallyOf(played) }),
  });
  if (found) tell({ found });
});
