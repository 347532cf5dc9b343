import type { SearchReport, SearchTask } from './parallel-search';
import { search } from './search';
import { tallyOf } from './tally';
import { deploymentPackage } from '../function-bundle';
import { runWorker } from '../worker-pool';

// Many calls are refused, and each error would collect a stack and keep what it refers to. Replays have the stacks.
Error.stackTraceLimit = 0;

runWorker<SearchTask, SearchReport>(async ({ mutation, only, ...options }, report) => {
  const counterexample = await search({
    ...options,
    code: await deploymentPackage(mutation),
    shrinks: mutation === undefined,
    only: only && new Set(only),
    onResult: (result, number) => report({ number, tally: tallyOf(result) }),
  });
  if (counterexample) report({ counterexample });
});
