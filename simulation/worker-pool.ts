import { type ChildProcess, fork } from 'node:child_process';

type Message<Result> = { readonly result: Result } | { readonly done: true };

/** A process is replaced after so many tasks, as Node.js does not return all of the memory that a cloud took. */
const TASKS_PER_PROCESS = 20;

/** Short-lived objects are most of the garbage: with more room for them, a process spends a fifth less time. */
const EXEC_ARGV = [...process.execArgv, '--max-semi-space-size=64'];

/** Runs tasks in several processes; each takes the next task when it is done. */
export class WorkerPool<Task extends object, Result> {
  /** The program calls `runWorker`. */
  constructor(
    private readonly program: string,
    private readonly jobs: number,
  ) {}

  /** A task may have any number of results. */
  async run(tasks: IterableIterator<Task>, onResult: (result: Result, task: Task) => void): Promise<void> {
    const takeTasks = async () => {
      const worker = new Worker<Task, Result>(this.program, onResult);
      for (const task of tasks) await worker.run(task);
      worker.dismiss();
    };
    await Promise.all(Array.from({ length: this.jobs }, takeTasks));
  }
}

class Worker<Task extends object, Result> {
  private process: ChildProcess | undefined;
  private tasks = 0;

  constructor(
    private readonly program: string,
    private readonly onResult: (result: Result, task: Task) => void,
  ) {}

  async run(task: Task): Promise<void> {
    if (this.tasks++ % TASKS_PER_PROCESS === 0) this.dismiss();
    const process = (this.process ??= fork(this.program, { execArgv: EXEC_ARGV }));
    await new Promise<void>((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`a process of the simulation ended with ${code}`));
      const onMessage = (message: Message<Result>) => {
        if ('result' in message) {
          this.onResult(message.result, task);
        } else {
          process.off('message', onMessage).off('exit', onExit);
          resolve();
        }
      };
      process.on('message', onMessage).once('exit', onExit);
      process.send(task);
    });
  }

  dismiss(): void {
    this.process?.disconnect();
    this.process = undefined;
  }
}

/** Makes this program a worker of a pool: it runs the tasks that it is sent, and exits with the pool. */
export function runWorker<Task, Result>(run: (task: Task, onResult: (result: Result) => void) => Promise<void>): void {
  const send = (message: Message<Result>) => process.send?.(message);
  process.once('disconnect', () => process.exit());
  process.on('message', (task) => {
    run(task as Task, (result) => send({ result })).then(
      () => send({ done: true }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
