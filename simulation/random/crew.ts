import { ChildProcess, fork } from 'node:child_process';
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

/** Searches in several processes; each takes the next assignment when it has done one. */
export class Crew {
  private readonly processes: readonly ChildProcess[];

  constructor(jobs: number) {
    this.processes = Array.from({ length: jobs }, () => fork(join(__dirname, 'worker.ts')));
  }

  /** Until a promise is found broken or there are no more assignments; tells of every story. */
  async work(assignments: Iterator<Assignment>, onPlayed: (tally: Tally) => void): Promise<Finding | undefined> {
    let finding: Finding | undefined;
    const workOff = async (process: ChildProcess) => {
      while (finding === undefined) {
        const { value: assignment, done } = assignments.next();
        if (done) return;
        const found = await this.carryOut(process, assignment, onPlayed);
        finding ??= found;
      }
    };
    await Promise.all(this.processes.map(workOff));
    return finding;
  }

  dismiss(): void {
    for (const process of this.processes) process.disconnect();
  }

  private carryOut(
    process: ChildProcess,
    assignment: Assignment,
    onPlayed: (tally: Tally) => void,
  ): Promise<Finding | undefined> {
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
}
