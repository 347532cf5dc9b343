import { stripVTControlCharacters } from 'node:util';

/** Where the CDK CLI wraps what it prints, and its indentation. */
const COLUMNS = 122;
const COLUMN = 7.8;
const LINE = 19;
const MARGIN = 18;
const TITLE_BAR = 34;

/** A dark terminal stands out from light and from dark pages alike. */
const COLORS: Readonly<Record<string, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  36: '#76e3ea',
  90: '#8b949e',
};

interface Segment {
  readonly text: string;
  readonly column: number;
  readonly color?: string;
  readonly isBold: boolean;
}

/** Not every font has these, and terminals give them two columns. */
const EMOJI: Readonly<Record<string, string>> = { '✅': '✔ ', '❌': '✘ ' };

/** Draws what a terminal shows of these lines, with their colors, as SVG. */
export function terminalPicture(command: string, lines: readonly string[]): string {
  const width = Math.ceil(COLUMNS * COLUMN) + 2 * MARGIN;
  const height = TITLE_BAR + lines.length * LINE + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(command)}</title>`,
    '<style>text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3; white-space: pre; }</style>',
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117" stroke="#30363d"/>`,
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map(
      (color, index) => `<circle cx="${MARGIN + 4 + index * 18}" cy="18" r="5.5" fill="${color}"/>`,
    ),
    `<text x="${width / 2}" y="22" text-anchor="middle" style="fill: #8b949e">${escaped(command)}</text>`,
    ...lines.map((line, index) => drawLine(line, TITLE_BAR + (index + 1) * LINE - 5)),
    '</svg>',
    '',
  ].join('\n');
}

function drawLine(line: string, y: number): string {
  return segments(shortened(line.replace(/[✅❌]/g, (emoji) => EMOJI[emoji] ?? emoji)))
    .map(({ text, column, color, isBold }) => {
      const style = [color && `fill: ${color}`, isBold && 'font-weight: bold'].filter(Boolean).join('; ');
      // Whatever font the reader has, a column is as wide as the next one.
      const length = (text.length * COLUMN).toFixed(1);
      const x = (MARGIN + column * COLUMN).toFixed(1);
      return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve"${style && ` style="${style}"`}>${escaped(text)}</text>`;
    })
    .join('');
}

/** Terminals would go on in the next line. */
function shortened(line: string): string {
  if (stripVTControlCharacters(line).length <= COLUMNS) return line;
  let left = COLUMNS - 1;
  return split(line)
    .map((part) => {
      if (isEscape(part)) return part;
      const kept = part.slice(0, left);
      const isCut = left > 0 && kept.length < part.length;
      left -= kept.length;
      return isCut ? `${kept}…` : kept;
    })
    .join('');
}

/** Parts of a line that look alike. */
function segments(line: string): Segment[] {
  const found: Segment[] = [];
  let column = 0;
  let color: string | undefined;
  let isBold = false;
  for (const part of split(line)) {
    if (!isEscape(part)) {
      if (part.trim() !== '') found.push({ text: part, column, color, isBold });
      column += part.length;
      continue;
    }
    for (const code of part.slice(2, -1).split(';').map(Number)) {
      if (code === 1) isBold = true;
      if (code === 22 || code === 0) isBold = false;
      if (code === 39 || code === 0) color = undefined;
      color = COLORS[code] ?? color;
    }
  }
  return found;
}

function split(line: string): string[] {
  return line.split(/(\u001B\[[\d;]*m)/).filter((part) => part !== '');
}

function isEscape(part: string): boolean {
  return part.startsWith('\u001B');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
