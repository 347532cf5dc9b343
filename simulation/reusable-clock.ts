import { type Clock } from '../local-cloud/clock/clock';
import { JumpingClock } from '../local-cloud/clock/jumping-clock';

/** A jumping clock that can be restarted, so that scenarios run one after the other on the same clock. */
export class ReusableClock implements Clock {
  private clock = new JumpingClock();

  restart(): void {
    this.clock.stop();
    this.clock = new JumpingClock();
  }

  now(): number {
    return this.clock.now();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.clock.sleep(milliseconds, signal);
  }

  busy<T>(work: () => Promise<T>): Promise<T> {
    return this.clock.busy(work);
  }

  hold(): () => void {
    return this.clock.hold();
  }

  timer(milliseconds: number, callback: () => void): () => void {
    return this.clock.timer(milliseconds, callback);
  }

  stop(): void {
    this.clock.stop();
  }
}
