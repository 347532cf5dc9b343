import { type Clock } from './clock';
import { sleepOn } from './sleep';

/** The longest delay that Node.js accepts; a longer one would fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface RealClockOptions {
  /**
   * Seconds that pass on this clock in one second of real time.
   *
   * @default 1
   */
  readonly speed?: number;
}

/** Real time, or a constant multiple of it. */
export class RealClock implements Clock {
  private readonly speed: number;
  private readonly startedAt = Date.now();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(options: RealClockOptions = {}) {
    this.speed = options.speed ?? 1;
    if (!(this.speed > 0)) throw new RangeError(`speed must be above 0, got ${this.speed}`);
  }

  now(): number {
    return Math.round(this.startedAt + (Date.now() - this.startedAt) * this.speed);
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, milliseconds, signal);
  }

  async busy<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  hold(): () => void {
    return () => {};
  }

  timer(milliseconds: number, callback: () => void): () => void {
    if (this.stopped) return () => {};
    const delay = Math.min(Math.max(milliseconds, 0) / this.speed, LONGEST_TIMER);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      callback();
    }, delay);
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
      clearTimeout(timer);
    };
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
