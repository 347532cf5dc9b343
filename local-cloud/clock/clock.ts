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

  /** As `busy`, for work that begins in one place and ends in another: the clock stands until the result is called. */
  hold(): () => void;

  /** Calls back once after so many milliseconds, unless the result is called before. */
  timer(milliseconds: number, callback: () => void): () => void;

  /** Ends this clock's time: nothing that waits for it wakes up any more. */
  stop(): void;
}
