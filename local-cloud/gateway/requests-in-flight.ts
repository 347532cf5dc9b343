import { type Clock } from '../clock/clock';

/** The program inside the cloud that sends a request: an execution environment of a function. */
export interface Sender {
  readonly functionName: string;
  /** Of the invocation that runs in it. */
  readonly requestId: string | undefined;
  kill(): void;
}

interface Flight {
  readonly sender: Sender;
  readonly arrived: Promise<void>;
  readonly arrive: () => void;
  readonly ended: Promise<void>;
  readonly end: () => void;
  letGo: () => void;
}

/**
 * The requests that programs inside the cloud have on the wire. The clock stands while one travels; while it is at the
 * server, the server's own work decides.
 *
 * Sockets deliver in an order that differs from run to run. So requests are taken in the order in which they were sent, and
 * a reply is sent when the one before it has been read: a story runs the same way every time.
 */
export class RequestsInFlight {
  /** The header that carries the number of the flight. */
  static readonly HEADER = 'x-local-cloud-flight';

  private readonly flights = new Map<string, Flight>();
  /** To the server, in the order of departure. */
  private readonly travelling = new Set<Flight>();
  private lastReply = Promise.resolve();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  depart(sender: Sender): string {
    const id = String(++this.count);
    const [arrived, arrive] = signal();
    const [ended, end] = signal();
    const flight = { sender, arrived, arrive, ended, end, letGo: this.clock.hold() };
    this.flights.set(id, flight);
    this.travelling.add(flight);
    return id;
  }

  async arriveAtServer(id: string | undefined): Promise<Sender | undefined> {
    const flight = this.flights.get(id ?? '');
    if (flight === undefined) return undefined;
    const earlier = [...this.travelling].slice(0, [...this.travelling].indexOf(flight));
    await Promise.all(earlier.map(({ arrived }) => arrived));
    this.land(flight);
    flight.letGo();
    return flight.sender;
  }

  async leaveServer(id: string | undefined): Promise<void> {
    const flight = this.flights.get(id ?? '');
    if (flight === undefined) return;
    flight.letGo = this.clock.hold();
    const before = this.lastReply;
    this.lastReply = flight.ended;
    await before;
  }

  /** The sender has the whole reply, or no longer wants it. */
  end(id: string): void {
    const flight = this.flights.get(id);
    if (flight === undefined) return;
    this.flights.delete(id);
    this.land(flight);
    flight.letGo();
    flight.end();
  }

  private land(flight: Flight): void {
    this.travelling.delete(flight);
    flight.arrive();
  }
}

function signal(): [Promise<void>, () => void] {
  let give: () => void = () => {};
  const promise = new Promise<void>((resolve) => (give = resolve));
  return [promise, give];
}
