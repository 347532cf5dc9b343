import { type Clock } from './clock/clock';
import { AwsError } from './gateway/service';

/** A token bucket that holds the calls of one second. */
export class Throttle {
  private calls: number;
  private filledTime: number;

  constructor(
    private readonly clock: Clock,
    private readonly callsPerSecond: number,
  ) {
    this.calls = callsPerSecond;
    this.filledTime = clock.now();
  }

  admit(): void {
    if (this.callsPerSecond === Infinity) return;
    const now = this.clock.now();
    const filled = this.calls + ((now - this.filledTime) / 1_000) * this.callsPerSecond;
    this.calls = Math.min(filled, Math.max(this.callsPerSecond, 1));
    this.filledTime = now;
    if (this.calls < 1) throw new AwsError('ThrottlingException', 'Rate exceeded');
    this.calls -= 1;
  }
}
