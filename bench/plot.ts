/** A value at a place of an axis, for example `60_000` shown as "1 min". */
type Tick = readonly [value: number, label: string];

export interface Axis {
  readonly label: string;
  readonly scale: 'linear' | 'log';
  /** Shown along the axis, which reaches from the first to the last of them. */
  readonly ticks: readonly Tick[];
}

export interface Series {
  readonly label: string;
  readonly points: ReadonlyArray<readonly [x: number, y: number]>;
}

export interface Panel {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

const WIDTH = 440;
const HEIGHT = 320;
const PLOT = { left: 56, right: 28, top: 52, bottom: 48 };
/** Labels of the x axis that are closer than this to the next one are left out. */
const LABEL_WIDTH = 44;
const LEGEND = 28;

/** Readable on light and on dark pages: it has a ground of its own, which follows the reader's setting. */
const STYLE = `
  svg { font: 12px system-ui, sans-serif; --ground: #ffffff; --ink: #1f2328; --grid: #d1d9e0; }
  .s0 { --color: #0969da; } .s1 { --color: #bc4c00; } .s2 { --color: #8250df; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --ink: #e6edf3; --grid: #30363d; }
    .s0 { --color: #58a6ff; } .s1 { --color: #f0883e; } .s2 { --color: #bc8cff; }
  }
  text { fill: var(--ink); } .title { font-weight: 600; } .axis { fill-opacity: 0.8; }
  .grid { stroke: var(--grid); } .ground { fill: var(--ground); }
  .line { fill: none; stroke: var(--color); stroke-width: 2; } .dot { fill: var(--color); }`;

/** Draws panels side by side; series of the same label have one color, and one entry in the legend. */
export function renderPlot(title: string, panels: readonly Panel[]): string {
  const labels = [...new Set(panels.flatMap(({ series }) => series.map(({ label }) => label)))];
  const width = panels.length * WIDTH;
  const height = HEIGHT + LEGEND;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    ...panels.map((panel, index) => `<g transform="translate(${index * WIDTH} 0)">${drawPanel(panel, labels)}</g>`),
    ...labels.map((label, index) => drawLegend(label, index, labels)),
    '</svg>',
    '',
  ].join('\n');
}

/** Round values from 0 to the next one above the largest. */
export function linearTicks(values: readonly number[]): Tick[] {
  const largest = Math.max(...values);
  const magnitude = 10 ** Math.floor(Math.log10(largest / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => largest / size <= 5) ?? largest;
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => [index * step, String(index * step)]);
}

function drawPanel({ title, x, y, series }: Panel, labels: readonly string[]): string {
  const atX = position(x, PLOT.left, WIDTH - PLOT.right);
  const atY = position(y, HEIGHT - PLOT.bottom, PLOT.top);
  return [
    `<text class="title" x="${PLOT.left}" y="24">${escaped(title)}</text>`,
    ...y.ticks.map(([value, label]) => {
      const height = atY(value);
      return (
        `<line class="grid" x1="${PLOT.left}" x2="${WIDTH - PLOT.right}" y1="${height}" y2="${height}"/>` +
        text(PLOT.left - 8, height + 4, 'end', label)
      );
    }),
    ...x.ticks.map(([value, label], index) => {
      const [next = Infinity] = x.ticks[index + 1] ?? [];
      return atX(next) - atX(value) < LABEL_WIDTH ? '' : text(atX(value), HEIGHT - PLOT.bottom + 18, 'middle', label);
    }),
    text((PLOT.left + WIDTH - PLOT.right) / 2, HEIGHT - 10, 'middle', x.label),
    text(PLOT.left, PLOT.top - 10, 'start', y.label),
    ...series.map(({ label, points }) => drawSeries(points, labels.indexOf(label), atX, atY)),
  ].join('\n');
}

type Position = (value: number) => number;

function drawSeries(points: Series['points'], index: number, atX: Position, atY: Position): string {
  const places = points.map(([x, y]) => [atX(x), atY(y)] as const);
  const path = places.map(([x, y]) => `${x},${y}`).join(' ');
  const dots = places.map(([x, y]) => `<circle class="dot" cx="${x}" cy="${y}" r="3"/>`).join('');
  return `<g class="s${index}"><polyline class="line" points="${path}"/>${dots}</g>`;
}

function drawLegend(label: string, index: number, labels: readonly string[]): string {
  const left = PLOT.left + (index * (WIDTH * 2 - PLOT.left)) / Math.max(labels.length, 3);
  const middle = HEIGHT + LEGEND / 2 - 2;
  return `<g class="s${index}"><line class="line" x1="${left}" x2="${left + 18}" y1="${middle}" y2="${middle}"/>${text(left + 24, middle + 4, 'start', label)}</g>`;
}

function position({ scale, ticks }: Axis, from: number, to: number): Position {
  const place = scale === 'log' ? Math.log : (value: number) => value;
  const first = place(ticks[0]?.[0] ?? 1);
  const last = place(ticks.at(-1)?.[0] ?? 1);
  return (value) => Number((from + ((place(value) - first) / (last - first)) * (to - from)).toFixed(1));
}

function text(x: number, y: number, anchor: 'start' | 'middle' | 'end', content: string): string {
  return `<text class="axis" x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
