import { type Clock } from './clock';

/** The result of `setTimeout`: the part of Node's Timeout that programs use. */
class ClockTimeout {
  cancel: () => void = () => {};

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

type Callback = (...args: unknown[]) => void;

/** The timer functions of Node.js on a clock, for programs that run inside the local cloud. */
export class ClockTimers {
  private readonly timeouts = new Set<ClockTimeout>();
  private cleared = false;

  constructor(
    private readonly clock: Clock,
    private readonly onChange: () => void = () => {},
  ) {}

  get pending(): number {
    return this.timeouts.size;
  }

  setTimeout(callback: Callback, milliseconds = 0, ...args: unknown[]): ClockTimeout {
    return this.start(new ClockTimeout(), milliseconds, (timeout) => {
      this.clear(timeout);
      callback(...args);
    });
  }

  setInterval(callback: Callback, milliseconds = 0, ...args: unknown[]): ClockTimeout {
    const interval = Math.max(milliseconds, 1); // As in Node.js; with 0 the clock would never advance.
    const fire = (timeout: ClockTimeout): void => {
      this.start(timeout, interval, fire);
      callback(...args);
    };
    return this.start(new ClockTimeout(), interval, fire);
  }

  clear(timeout: unknown): void {
    if (!(timeout instanceof ClockTimeout)) return;
    timeout.cancel();
    this.timeouts.delete(timeout);
    this.onChange();
  }

  /** Cancels all timers, and ignores those that are set afterwards. */
  clearAll(): void {
    this.cleared = true;
    for (const timeout of this.timeouts) this.clear(timeout);
  }

  private start(timeout: ClockTimeout, milliseconds: number, fire: (timeout: ClockTimeout) => void): ClockTimeout {
    if (this.cleared) return timeout;
    timeout.cancel = this.clock.timer(Number(milliseconds) || 0, () => fire(timeout));
    this.timeouts.add(timeout);
    this.onChange();
    return timeout;
  }
}
