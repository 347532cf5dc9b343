export interface LogLine {
  readonly time: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly requestId: string;
  readonly message: string;
}

/** The log lines of all functions, oldest first. */
export class Logs {
  readonly lines: LogLine[] = [];
  /** The log groups that stacks have created. */
  readonly groups = new Set<string>();
  /** The log groups that functions have created by writing to them. */
  private readonly ownGroups = new Set<string>();
  /** The machine's time at which each line was written; the clock's differs where it runs faster. */
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

  /** Returns all lines as one text, to search it for what must not be there. */
  text(): string {
    return this.lines.map((line) => line.message).join('\n');
  }
}
