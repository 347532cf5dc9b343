import { randomUUID } from 'node:crypto';
import { type Sender } from './requests-in-flight';
import { type Clock } from '../clock/clock';

/** The programs of the cloud that run in processes of their own: nobody sees their requests depart. */
export class ChildProcesses {
  /** The header by which such a program says which one it is. */
  static readonly HEADER = 'x-local-cloud-process';

  private readonly processes = new Map<string, ChildProcessAtWork>();

  constructor(private readonly clock: Clock) {}

  /** Nobody else can guess its id. */
  add(sender: Sender): ChildProcessAtWork {
    const process = new ChildProcessAtWork(randomUUID(), sender, this.clock);
    this.processes.set(process.id, process);
    return process;
  }

  find(id: string | undefined): ChildProcessAtWork | undefined {
    return id === undefined ? undefined : this.processes.get(id);
  }

  remove({ id }: ChildProcessAtWork): void {
    this.find(id)?.rest();
    this.processes.delete(id);
  }
}

/** Makes the clock stand while the program works, except while a request of its is at the server. */
export class ChildProcessAtWork {
  private letGo: (() => void) | undefined;
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

  enterServer(): void {
    this.atServer++;
    this.update();
  }

  reply(): void {
    this.atServer--;
    this.update();
  }

  private update(): void {
    if (this.works && this.atServer === 0) {
      this.letGo ??= this.clock.hold();
      return;
    }
    this.letGo?.();
    this.letGo = undefined;
  }
}
