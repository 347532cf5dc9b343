import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Finding } from './search';
import { Tally } from './tally';

/** A search for one process. */
export interface Assignment {
  readonly runs: number;
  readonly seed: number;
  /** The breakage of the function that is to be found out. @default - the function as it is */
  readonly mutation?: string;
}

export type Message = { readonly played: Tally } | { readonly ended: { readonly finding?: Finding } };

/** Node.js does not give back all of the memory that a cloud took. */
const ASSIGNMENTS_OF_A_PROCESS = 20;

/** Searches in several processes; each takes the next assignment when it has done one. */
export class Crew {
  constructor(private readonly jobs: number) {}

  /** Until a promise is found broken or there are no more assignments; tells of every story. */
  async work(assignments: Iterator<Assignment>, onPlayed: (tally: Tally) => void): Promise<Finding | undefined> {
    let finding: Finding | undefined;
    const workOff = async () => {
      let worker = new Worker();
      while (finding === undefined) {
        const { value: assignment, done } = assignments.next();
        if (done) break;
        if (worker.assignments === ASSIGNMENTS_OF_A_PROCESS) {
          worker.dismiss();
          worker = new Worker();
        }
        const found = await worker.carryOut(assignment, onPlayed);
        finding ??= found;
      }
      worker.dismiss();
    };
    await Promise.all(Array.from({ length: this.jobs }, workOff));
    return finding;
  }
}

class Worker {
  /** That it was given. */
  assignments = 0;
  private readonly process = fork(join(__dirname, 'worker.ts'));

  carryOut(assignment: Assignment, onPlayed: (tally: Tally) => void): Promise<Finding | undefined> {
    this.assignments++;
    const { process } = this;
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`a process of the simulation ended with ${code}`));
      const onMessage = (message: Message) => {
        if ('played' in message) {
          onPlayed(message.played);
        } else {
          process.off('message', onMessage).off('exit', onExit);
          resolve(message.ended.finding);
        }
      };
      process.on('message', onMessage).once('exit', onExit);
      process.send(assignment);
    });
  }

  dismiss(): void {
    this.process.disconnect();
  }
}
