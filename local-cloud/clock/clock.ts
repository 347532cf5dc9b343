/** The only source of time of the local cloud: nothing in it reads the machine's time or sets a timer of its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;

  /** Resolves after this many milliseconds of the clock's time. Rejects at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;

  /**
   * Runs work that takes real time (reading a file, a request over a socket), during which a jumping clock must stand.
   * Work that only awaits promises and `sleep` does not need it.
   */
  busy<T>(work: () => Promise<T>): Promise<T>;

  /**
   * Like `busy`, for work that begins in one place and ends in another: the clock stands until the returned function is
   * called.
   */
  hold(): () => void;

  /** Calls back once after this many milliseconds, unless the returned function is called before. */
  timer(milliseconds: number, callback: () => void): () => void;

  /** Ends the clock's time: whatever waits for it never wakes up. */
  stop(): void;
}
