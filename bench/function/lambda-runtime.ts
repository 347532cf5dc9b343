import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Invocation, Taken } from './lambda-runtime-process';

/** A process that runs one bundle of the function within the limits of so much memory. */
export class LambdaRuntime {
  /** @param script - the compiled lambda-runtime-process.ts */
  static async start(script: string, bundle: string, memoryMegabytes: number): Promise<LambdaRuntime> {
    const child = fork(script, [bundle], { execArgv: heapLimits(memoryMegabytes), silent: true });
    const [port] = (await once(child, 'message')) as [number];
    return new LambdaRuntime(child, `http://127.0.0.1:${port}`);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly endpoint: string,
  ) {}

  async invoke(invocation: Invocation): Promise<void> {
    await fetch(this.endpoint, { method: 'POST', body: JSON.stringify(invocation) });
  }

  async taken(): Promise<Taken> {
    return (await (await fetch(this.endpoint)).json()) as Taken;
  }

  stop(): void {
    this.child.kill();
  }
}

/** The shares of the function's memory that the bootstrap of Lambda's Node.js runtimes gives to the heap. */
function heapLimits(memoryMegabytes: number): string[] {
  return [
    `--max-semi-space-size=${Math.floor(memoryMegabytes * 0.05)}`,
    `--max-old-space-size=${Math.floor(memoryMegabytes * 0.9)}`,
  ];
}
