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
  readonly groups = new Set<string>();

  write(line: LogLine): void {
    this.lines.push(line);
  }

  ofGroup(logGroup: string): LogLine[] {
    return this.lines.filter((line) => line.logGroup === logGroup);
  }

  /** Everything in one text, to look for what must not be there. */
  text(): string {
    return this.lines.map((line) => line.message).join('\n');
  }
}
