/** The one source of time of the local cloud: nothing in it asks the machine for the time or sets a timer of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;

  /** Resolves after so many milliseconds of this clock's time; at once, with an error, when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;

  /**
   * Runs work that takes real time (a file read, a request over a socket), during which a jumping clock must stand.
   * Work that only awaits promises and `sleep` needs no mark.
   */
  busy<T>(work: () => Promise<T>): Promise<T>;
}
