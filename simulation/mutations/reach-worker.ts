import { MUTATIONS } from './mutations';
import { hasProbe, takeReached, withProbes } from './probes';
import type { ReachReport, ReachTask } from './reached';
import { type Mutation, packageWith, sourceOf } from '../function-bundle';
import { search } from '../random/search';
import { runWorker } from '../worker-pool';

Error.stackTraceLimit = 0;

runWorker<ReachTask, ReachReport>(async ({ runs, seed, only }, report) => {
  const { code, withoutProbe } = await probedFunction();
  await search({
    code,
    runs,
    seed,
    shrinks: false,
    only: new Set(only),
    onResult: (_, number) => report({ number, reached: [...withoutProbe, ...takeReached()] }),
  });
});

interface ProbedFunction {
  readonly code: Buffer;
  /** The mutations that change every run of the function. */
  readonly withoutProbe: readonly string[];
}

let probed: Promise<ProbedFunction> | undefined;

async function probedFunction(): Promise<ProbedFunction> {
  probed ??= makeProbedFunction();
  return probed;
}

async function makeProbedFunction(): Promise<ProbedFunction> {
  const sources = new Map<string, string>();
  const withoutProbe: Mutation[] = [];
  for (const file of new Set(MUTATIONS.map((mutation) => mutation.file))) {
    const source = await sourceOf(file);
    const mutations = MUTATIONS.filter((mutation) => mutation.file === file);
    sources.set(file, withProbes(source, mutations));
    withoutProbe.push(...mutations.filter((mutation) => !hasProbe(source, mutation)));
  }
  return { code: await packageWith(sources), withoutProbe: withoutProbe.map(({ name }) => name) };
}
