import { createHash } from 'node:crypto';

/** Ids that look like the service's own and are the same in every run. */
export class Identifiers {
  private count = 0;

  constructor(private readonly seed: string) {}

  /** Returns a new id, e.g. `pp-4xkpgbcd2wq7a`. */
  next(prefix: string): string {
    this.count += 1;
    return this.derive(prefix, String(this.count));
  }

  /** Returns the same id for the same origin. */
  derive(prefix: string, origin: string): string {
    const digest = createHash('sha256').update(`${this.seed}/${prefix}/${origin}`).digest('hex');
    return `${prefix}-${BigInt(`0x${digest}`).toString(36).padStart(13, '0').slice(-13)}`;
  }
}
