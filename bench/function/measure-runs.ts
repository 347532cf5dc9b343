import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { Bundle } from './bundles';
import { LambdaRuntime } from './lambda-runtime';
import { Taken } from './lambda-runtime-process';
import { median } from '../median';

export const DEPLOYMENTS = 3;
/** As the provider sets it. */
export const FUNCTION_MEMORY_MB = 256;

/** Node.js finds the project's SDK from here. */
const CACHE = resolve(__dirname, '../../node_modules/.cache');

/** Where functions are bundled and run. */
export interface Workshop {
  readonly directory: string;
  /** The compiled lambda-runtime-process.ts. */
  readonly script: string;
}

export async function inWorkshop<T>(work: (workshop: Workshop) => Promise<T>): Promise<T> {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'bench-function-'));
  try {
    const script = join(directory, 'lambda-runtime-process.js');
    const source = join(__dirname, 'lambda-runtime-process.ts');
    buildSync({ entryPoints: [source], outfile: script, platform: 'node', format: 'cjs' });
    return await work({ directory, script });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Medians of some deployments, each in a new process. */
export async function measureRuns(
  script: string,
  { file }: Bundle,
  memory: number,
  run: (runtime: LambdaRuntime) => Promise<void>,
): Promise<Taken> {
  const runs: Taken[] = [];
  for (let round = 1; round <= DEPLOYMENTS; round++) {
    const runtime = await LambdaRuntime.start(script, file, memory);
    try {
      await run(runtime);
      runs.push(await runtime.taken());
    } finally {
      runtime.stop();
    }
  }
  return {
    peakMemory: median(runs.map(({ peakMemory }) => peakMemory)),
    invocations: median(runs.map(({ invocations }) => invocations)),
    loading: median(runs.map(({ loading }) => loading)),
    running: median(runs.map(({ running }) => running)),
  };
}
