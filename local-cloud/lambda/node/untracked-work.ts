import { type Clock } from '../../clock/clock';

/** A function that waits for nothing at all would stop the clock forever; after this time it may time out. */
const PATIENCE_MILLISECONDS = 5000;

/**
 * Makes the clock stand while a running function waits for neither a timer nor a request: it is doing something that
 * takes real time and cannot be tracked.
 */
export class UntrackedWork {
  private release: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  /** To be called whenever `going` may have changed. */
  update(going: boolean): void {
    if (going && this.release === undefined) this.release = this.begin();
    if (!going) {
      this.release?.();
      this.release = undefined;
    }
  }

  private begin(): () => void {
    const releaseClock = this.clock.hold();
    const patience = setTimeout(releaseClock, PATIENCE_MILLISECONDS).unref();
    return () => {
      clearTimeout(patience);
      releaseClock();
    };
  }
}
