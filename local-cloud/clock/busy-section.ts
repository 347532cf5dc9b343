/**
 * A piece of work during which the clock stands, except while the work itself sleeps on that clock. A sleep within
 * nested sections suspends all of them.
 */
export class BusySection {
  private sleeping = 0;
  private held: (() => void) | undefined;
  private ended = false;

  constructor(
    private readonly hold: () => () => void,
    private readonly outer: BusySection | undefined,
  ) {
    this.held = hold();
  }

  fallAsleep(): void {
    if (this.sleeping++ === 0) this.releaseClock();
    this.outer?.fallAsleep();
  }

  wakeUp(): void {
    if (--this.sleeping === 0 && !this.ended) this.held = this.hold();
    this.outer?.wakeUp();
  }

  end(): void {
    this.ended = true;
    this.releaseClock();
  }

  private releaseClock(): void {
    this.held?.();
    this.held = undefined;
  }
}
