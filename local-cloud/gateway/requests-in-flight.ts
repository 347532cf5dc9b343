import { type Clock } from '../clock/clock';

/** The program inside the cloud that sends a request: an execution environment of a function. */
export interface Sender {
  readonly functionName: string;
  /** The request id of the invocation that runs in it. */
  readonly requestId: string | undefined;
  kill(): void;
}

interface RequestInFlight {
  readonly sender: Sender;
  readonly arrived: Promise<void>;
  readonly markArrived: () => void;
  readonly completed: Promise<void>;
  readonly markCompleted: () => void;
  releaseClock: () => void;
}

/**
 * The requests that programs inside the cloud have on the wire. The clock stands while a request or its reply travels; while
 * the request is at the server, the server's own work decides.
 *
 * Sockets deliver in an order that differs from run to run. Therefore requests are served in the order in which they were sent,
 * and a reply is sent when the one before it has been read, so that a scenario runs the same way every time.
 */
export class RequestsInFlight {
  /** The header that carries the id of a request. */
  static readonly HEADER = 'x-local-cloud-request';

  private readonly inFlight = new Map<string, RequestInFlight>();
  /** Requests that have not arrived yet, in the order in which they were sent. */
  private readonly travelling = new Set<RequestInFlight>();
  private lastReply = Promise.resolve();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  /** Registers a request that is being sent, and returns its id. */
  send(sender: Sender): string {
    const id = String(++this.count);
    const [arrived, markArrived] = signal();
    const [completed, markCompleted] = signal();
    const releaseClock = this.clock.hold();
    const request = { sender, arrived, markArrived, completed, markCompleted, releaseClock };
    this.inFlight.set(id, request);
    this.travelling.add(request);
    return id;
  }

  /** Resolves when it is this request's turn. Resolves to undefined for a request from outside of the cloud. */
  async arrive(id: string | undefined): Promise<Sender | undefined> {
    const request = this.inFlight.get(id ?? '');
    if (request === undefined) return undefined;
    const earlier = [...this.travelling].slice(0, [...this.travelling].indexOf(request));
    await Promise.all(earlier.map(({ arrived }) => arrived));
    this.endTravel(request);
    request.releaseClock();
    return request.sender;
  }

  /** Resolves when the server may send its reply. */
  async reply(id: string | undefined): Promise<void> {
    const request = this.inFlight.get(id ?? '');
    if (request === undefined) return;
    request.releaseClock = this.clock.hold();
    const previous = this.lastReply;
    this.lastReply = request.completed;
    await previous;
  }

  /** Called when the sender has read the whole reply, or no longer wants it. */
  complete(id: string): void {
    const request = this.inFlight.get(id);
    if (request === undefined) return;
    this.inFlight.delete(id);
    this.endTravel(request);
    request.releaseClock();
    request.markCompleted();
  }

  private endTravel(request: RequestInFlight): void {
    this.travelling.delete(request);
    request.markArrived();
  }
}

function signal(): [Promise<void>, () => void] {
  let give: () => void = () => {};
  const promise = new Promise<void>((resolve) => (give = resolve));
  return [promise, give];
}
