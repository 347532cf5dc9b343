import { randomUUID } from 'node:crypto';
import { type Sender } from './requests-in-flight';
import { type Clock } from '../clock/clock';

/**
 * The programs of the cloud that run in processes of their own, so that their requests are seen only when they arrive.
 */
export class ChildProcesses {
  /** The header by which such a program identifies itself. */
  static readonly HEADER = 'x-local-cloud-process';

  private readonly processes = new Map<string, TrackedProcess>();

  constructor(private readonly clock: Clock) {}

  /** The id of the process is a secret that it shares with the cloud. */
  add(sender: Sender): TrackedProcess {
    const process = new TrackedProcess(randomUUID(), sender, this.clock);
    this.processes.set(process.id, process);
    return process;
  }

  find(id: string | undefined): TrackedProcess | undefined {
    return id === undefined ? undefined : this.processes.get(id);
  }

  remove({ id }: TrackedProcess): void {
    this.find(id)?.rest();
    this.processes.delete(id);
  }
}

/** Makes the clock stand while the program works, except while one of its requests is at the server. */
export class TrackedProcess {
  private releaseClock: (() => void) | undefined;
  private works = false;
  private atServer = 0;

  constructor(
    readonly id: string,
    readonly sender: Sender,
    private readonly clock: Clock,
  ) {}

  work(): void {
    this.works = true;
    this.update();
  }

  rest(): void {
    this.works = false;
    this.update();
  }

  requestArrived(): void {
    this.atServer++;
    this.update();
  }

  replySent(): void {
    this.atServer--;
    this.update();
  }

  private update(): void {
    if (this.works && this.atServer === 0) {
      this.releaseClock ??= this.clock.hold();
      return;
    }
    this.releaseClock?.();
    this.releaseClock = undefined;
  }
}
