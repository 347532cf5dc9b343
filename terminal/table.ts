type Cell = string | number;

/** Prints rows under their headings: the first column left-aligned, all others, which are figures, right-aligned. */
export function printTable(title: string, headings: readonly string[], rows: ReadonlyArray<readonly Cell[]>): void {
  const lines = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const rule = widths.map((width) => '─'.repeat(width));
  const [head = [], ...body] = lines.map((line) =>
    line.map((text, column) => align(text, column, widths[column] ?? 0)),
  );
  print(`\n${title}\n`);
  for (const line of [head, rule, ...body]) print(line.join('  ').trimEnd());
}

/** Prints notes for the reader of a table. */
export function printNotes(...notes: readonly string[]): void {
  print('');
  for (const note of notes) print(`· ${note}`);
}

function align(text: string, column: number, width: number): string {
  return column === 0 ? text.padEnd(width) : text.padStart(width);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
