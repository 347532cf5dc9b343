import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { Finding } from './search';
import { add, emptyTally, Tally } from './tally';

/** A search for one process; when it has ended, `undefined` tells it from one that was not begun. */
export interface Assignment {
  readonly runs: number;
  readonly seed: number;
  /** The breakage of the function that is to be found out. @default - the function as it is */
  readonly mutation?: string;
}

export interface Result {
  readonly tally: Tally;
  readonly finding?: Finding;
}

export type Message = { readonly played: Tally } | { readonly ended: { readonly finding?: Finding } };

/** Searches in several processes; each takes the next assignment when it has done one. */
export class Crew {
  private readonly processes: readonly ChildProcess[];

  constructor(jobs: number) {
    this.processes = Array.from({ length: jobs }, () => fork(join(__dirname, 'worker.ts')));
  }

  /** Gives results as they come, until there are no more assignments or `onResult` says that it is enough. */
  async work(
    assignments: Iterator<Assignment>,
    onPlayed: (tally: Tally, assignment: Assignment) => void,
    onResult: (result: Result, assignment: Assignment) => 'go on' | 'enough',
  ): Promise<void> {
    let enough = false;
    const workOff = async (process: ChildProcess) => {
      for (;;) {
        const { value: assignment, done } = enough ? { done: true } : assignments.next();
        if (done || assignment === undefined) return;
        const result = await this.carryOut(process, assignment, (tally) => onPlayed(tally, assignment));
        enough ||= onResult(result, assignment) === 'enough';
      }
    };
    await Promise.all(this.processes.map(workOff));
  }

  dismiss(): void {
    for (const process of this.processes) process.disconnect();
  }

  private carryOut(process: ChildProcess, assignment: Assignment, onPlayed: (tally: Tally) => void): Promise<Result> {
    const tally = emptyTally();
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`a process of the simulation ended with ${code}`));
      const onMessage = (message: Message) => {
        if ('played' in message) {
          add(tally, message.played);
          onPlayed(message.played);
        } else {
          process.off('message', onMessage).off('exit', onExit);
          resolve({ tally, finding: message.ended.finding });
        }
      };
      process.on('message', onMessage).once('exit', onExit);
      process.send(assignment);
    });
  }
}
