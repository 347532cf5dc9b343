import { deterministicHex } from '../deterministic-id';

/** The minimal standard generator of Park and Miller: small, and the same everywhere for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not give neighbouring numbers.
    this.state = (parseInt(deterministicHex('seed', seed).slice(0, 8), 16) % 2147483646) + 1;
  }

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state * 48271) % 2147483647;
    return (this.state - 1) / 2147483646;
  }
}

/** A `Math` with random numbers of its own, so that they can be repeated, for programs that run inside the local cloud. */
export function mathWith(random: () => number): Math {
  return Object.create(Math, { random: { value: random } }) as Math;
}
