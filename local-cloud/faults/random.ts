import { deterministicHex } from '../deterministic-id';

/** The minimal standard generator of Park and Miller: small, and the same on every machine for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not give similar numbers.
    this.state = (parseInt(deterministicHex('seed', seed).slice(0, 8), 16) % 2147483646) + 1;
  }

  /** Returns a number from 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state * 48271) % 2147483647;
    return (this.state - 1) / 2147483646;
  }
}

/** Returns a `Math` with repeatable random numbers, for programs that run inside the local cloud. */
export function mathWith(random: () => number): Math {
  return Object.create(Math, { random: { value: random } }) as Math;
}
