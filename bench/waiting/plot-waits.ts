import type { Wait } from './measure-wait';
import { renderPlot } from '../plot';

/** How long products took, as the tables call it, and in milliseconds; and what waiting came to for each way. */
export interface WaitsOfDuration {
  readonly label: string;
  readonly duration: number;
  readonly waits: ReadonlyMap<string, Wait>;
}

/** Draws delay and polls against the duration, a line for each way to wait. */
export function plotWaits(measured: readonly WaitsOfDuration[]): string {
  const ways = [...new Set(measured.flatMap(({ waits }) => [...waits.keys()]))];
  const series = (figure: (wait: Wait) => number) =>
    ways.map((label) => ({
      label,
      points: measured.flatMap(({ duration, waits }) => {
        const wait = waits.get(label);
        return wait ? [[duration, figure(wait)] as const] : [];
      }),
    }));
  const x = {
    label: 'duration of the product',
    scale: 'log',
    ticks: measured.map(({ label, duration }) => [duration, label] as const),
  } as const;
  return renderPlot('Waiting for a product', [
    {
      title: 'Longest delay of the response',
      x,
      y: { label: 'seconds', scale: 'log', ticks: logTicks(1, 3, 10, 30, 100) },
      series: series(({ delays }) => Math.max(...delays) / 1000),
    },
    {
      title: 'Polls',
      x,
      y: { label: 'of one product', scale: 'log', ticks: logTicks(1, 10, 100, 1000) },
      series: series(({ polls }) => polls),
    },
  ]);
}

function logTicks(...values: number[]): (readonly [number, string])[] {
  return values.map((value) => [value, String(value)] as const);
}
