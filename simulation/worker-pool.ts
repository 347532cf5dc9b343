import { ChildProcess, fork } from 'node:child_process';

type Message<Told> = { readonly told: Told } | { readonly done: true };

/** Node.js does not give back all of the memory that a cloud took. */
const ASSIGNMENTS_OF_A_PROCESS = 20;

/** Carries out assignments in several processes; each takes the next one when it is done. */
export class WorkerPool<Assignment extends object, Told> {
  /** The program is one that calls `runWorker`. */
  constructor(
    private readonly program: string,
    private readonly jobs: number,
  ) {}

  async work(assignments: IterableIterator<Assignment>, onTold: (told: Told) => void): Promise<void> {
    const workOff = async () => {
      const member = new Worker<Assignment, Told>(this.program, onTold);
      for (const assignment of assignments) await member.carryOut(assignment);
      member.dismiss();
    };
    await Promise.all(Array.from({ length: this.jobs }, workOff));
  }
}

class Worker<Assignment extends object, Told> {
  private process: ChildProcess | undefined;
  private assignments = 0;

  constructor(
    private readonly program: string,
    private readonly onTold: (told: Told) => void,
  ) {}

  async carryOut(assignment: Assignment): Promise<void> {
    if (this.assignments++ % ASSIGNMENTS_OF_A_PROCESS === 0) this.dismiss();
    const process = (this.process ??= fork(this.program));
    await new Promise<void>((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`a process of the simulation ended with ${code}`));
      const onMessage = (message: Message<Told>) => {
        if ('told' in message) {
          this.onTold(message.told);
        } else {
          process.off('message', onMessage).off('exit', onExit);
          resolve();
        }
      };
      process.on('message', onMessage).once('exit', onExit);
      process.send(assignment);
    });
  }

  dismiss(): void {
    this.process?.disconnect();
    this.process = undefined;
  }
}

/** What a program does to be a process of a pool: it carries out what it is given, and ends when the pool does. */
export function runWorker<Assignment, Told>(
  carryOut: (assignment: Assignment, tell: (told: Told) => void) => Promise<void>,
): void {
  const send = (message: Message<Told>) => process.send?.(message);
  process.once('disconnect', () => process.exit());
  process.on('message', (assignment) => {
    carryOut(assignment as Assignment, (told) => send({ told })).then(
      () => send({ done: true }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
