import { execFileSync } from 'node:child_process';
import { Bundle } from './bundles';

/** Milliseconds until a new process has loaded a bundle. */
export interface Loading {
  readonly wall: number;
  /** Time of the processor: the same on a busy machine. */
  readonly processor: number;
}

export function measureLoading({ file }: Bundle): Loading {
  const script = `
    const start = performance.now();
    const before = process.cpuUsage();
    require(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify({ wall: performance.now() - start, processor: (user + system) / 1000 }));
  `;
  const env = { ...process.env, AWS_REGION: 'us-east-1' };
  return JSON.parse(execFileSync('node', ['-e', script], { encoding: 'utf8', env })) as Loading;
}
