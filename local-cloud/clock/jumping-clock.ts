import { AsyncLocalStorage } from 'node:async_hooks';
import { BusySection } from './busy-section';
import { type Clock } from './clock';
import { sleepOn } from './sleep';

/**
 * The clock jumps after this many turns of the event loop in which nothing has happened. Promises settle within one
 * turn; the others are for work that Node.js does in a turn of its own, such as handing a socket's last data to its
 * reader.
 */
const QUIET_TURNS = 3;

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Stands still while anything is busy, then jumps to the next timer, so that an hour takes milliseconds. */
export class JumpingClock implements Clock {
  /** Sorted by time; timers of the same time in the order in which they were set. */
  private readonly timers: Timer[] = [];
  private readonly sections = new AsyncLocalStorage<BusySection>();
  private time: number;
  private holds = 0;
  private quietTurns = 0;
  private turnScheduled = false;
  private stopped = false;

  constructor(start: Date = new Date('2026-01-01T00:00:00Z')) {
    this.time = start.getTime();
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const section = this.sections.getStore();
    if (section === undefined) return sleepOn(this, milliseconds, signal);
    section.fallAsleep();
    try {
      await sleepOn(this, milliseconds, signal);
    } finally {
      section.wakeUp();
    }
  }

  async busy<T>(work: () => Promise<T>): Promise<T> {
    const section = new BusySection(() => this.hold(), this.sections.getStore());
    try {
      return await this.sections.run(section, work);
    } finally {
      section.end();
    }
  }

  hold(): () => void {
    let held = true;
    this.holds++;
    this.restartQuiet();
    return () => {
      if (!held) return;
      held = false;
      this.holds--;
      this.restartQuiet();
    };
  }

  timer(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.time + Math.max(milliseconds, 0), callback };
    const later = this.timers.findIndex((other) => other.at > timer.at);
    this.timers.splice(later < 0 ? this.timers.length : later, 0, timer);
    this.restartQuiet();
    return () => {
      const found = this.timers.indexOf(timer);
      if (found >= 0) this.timers.splice(found, 1);
    };
  }

  stop(): void {
    this.stopped = true;
    this.timers.length = 0;
  }

  /** Starts counting quiet turns anew, as something has happened. */
  private restartQuiet(): void {
    this.quietTurns = 0;
    this.scheduleTurn();
  }

  private scheduleTurn(): void {
    if (this.turnScheduled || !this.mayJump()) return;
    this.turnScheduled = true;
    setImmediate(() => this.turn());
  }

  private turn(): void {
    this.turnScheduled = false;
    if (!this.mayJump()) return;
    if (++this.quietTurns > QUIET_TURNS) this.jump();
    this.scheduleTurn();
  }

  private jump(): void {
    const next = this.timers.shift();
    if (next === undefined) return;
    this.quietTurns = 0;
    this.time = Math.max(this.time, next.at);
    next.callback();
  }

  private mayJump(): boolean {
    return !this.stopped && this.holds === 0 && this.timers.length > 0;
  }
}
