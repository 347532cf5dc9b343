export interface LogLine {
  readonly time: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly requestId: string;
  readonly message: string;
}

/** All that the functions have logged, oldest first. */
export class Logs {
  readonly lines: LogLine[] = [];
  /** Those that stacks have made. */
  readonly groups = new Set<string>();
  /** Those that functions have made by writing to them. */
  private readonly ownGroups = new Set<string>();
  /** When each line was written by the machine's time, which differs from the clock's where that runs faster. */
  private readonly machineTimes = new WeakMap<LogLine, number>();

  write(line: LogLine): void {
    this.lines.push(line);
    this.machineTimes.set(line, Date.now());
    if (!this.groups.has(line.logGroup)) this.ownGroups.add(line.logGroup);
  }

  allGroups(): string[] {
    return [...new Set([...this.groups, ...this.ownGroups])].sort();
  }

  ofGroup(logGroup: string): LogLine[] {
    return this.lines.filter((line) => line.logGroup === logGroup);
  }

  machineTimeOf(line: LogLine): number {
    return this.machineTimes.get(line) ?? line.time;
  }

  /** Everything in one text, to look for what must not be there. */
  text(): string {
    return this.lines.map((line) => line.message).join('\n');
  }
}
