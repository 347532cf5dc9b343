import { Clock } from '../clock/clock';

/** The program inside the cloud that sends a request: an execution environment of a function. */
export interface Sender {
  readonly functionName: string;
  kill(): void;
}

interface Flight {
  readonly sender: Sender;
  letGo: () => void;
}

/**
 * The requests that programs inside the cloud have on the wire. The clock stands while one travels; while it is at the
 * server, the server's own work decides.
 */
export class RequestsInFlight {
  /** The header that carries the number of the flight. */
  static readonly HEADER = 'x-local-cloud-flight';

  private readonly flights = new Map<string, Flight>();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  depart(sender: Sender): string {
    const id = String(++this.count);
    this.flights.set(id, { sender, letGo: this.clock.hold() });
    return id;
  }

  arriveAtServer(id: string | undefined): Sender | undefined {
    const flight = this.flights.get(id ?? '');
    flight?.letGo();
    return flight?.sender;
  }

  leaveServer(id: string | undefined): void {
    const flight = this.flights.get(id ?? '');
    if (flight) flight.letGo = this.clock.hold();
  }

  /** The sender has the whole reply, or no longer wants it. */
  end(id: string): void {
    this.flights.get(id)?.letGo();
    this.flights.delete(id);
  }
}
