import { execFileSync } from 'node:child_process';
import { Bundle } from './bundles';

/** Milliseconds until a new process has loaded the bundle. */
export function measureLoading({ file }: Bundle): number {
  const script = `
    const start = performance.now();
    require(${JSON.stringify(file)});
    process.stdout.write(String(performance.now() - start));
  `;
  const env = { ...process.env, AWS_REGION: 'us-east-1' };
  return Number(execFileSync('node', ['-e', script], { encoding: 'utf8', env }));
}
