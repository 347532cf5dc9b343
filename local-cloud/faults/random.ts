/** The minimal standard generator of Park and Miller: small, and the same everywhere for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.abs(Math.trunc(seed)) % 2147483646) + 1;
    this.next(); // the first draws of neighbouring seeds are close to each other
    this.next();
  }

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state * 48271) % 2147483647;
    return (this.state - 1) / 2147483646;
  }
}
