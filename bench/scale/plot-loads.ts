import type { Load } from './measure-scale';
import { linearTicks, type Panel, renderPlot } from '../plot';

/** What was varied, such as the number of products, and what came of it. */
export type LoadAt = readonly [value: number, load: Load];

/** Draws calls against products, and calls of a product against the minutes that it takes. */
export function plotLoads(byProducts: readonly LoadAt[], byMinutes: readonly LoadAt[]): string {
  return renderPlot('Calls to Service Catalog', [
    {
      title: 'Calls for products of 10 minutes each',
      x: { label: 'products at once', scale: 'linear', ticks: [[0, '0'], ...byProducts.map(([count]) => tick(count))] },
      ...calls(byProducts, () => 1),
    },
    {
      title: 'Calls of one of 20 products',
      x: { label: 'minutes that the product takes', scale: 'log', ticks: byMinutes.map(([minutes]) => tick(minutes)) },
      ...calls(byMinutes, ({ products }) => products),
    },
  ]);
}

function calls(loads: readonly LoadAt[], divisor: (load: Load) => number): Pick<Panel, 'y' | 'series'> {
  const points = (figure: (load: Load) => number) =>
    loads.map(([value, load]) => [value, figure(load) / divisor(load)] as const);
  const all = points((load) => load.calls);
  return {
    y: { label: 'calls', scale: 'linear', ticks: linearTicks(all.map(([, count]) => count)) },
    series: [
      { label: 'calls', points: all },
      { label: 'of these throttled', points: points((load) => load.throttledCalls) },
    ],
  };
}

function tick(value: number): readonly [number, string] {
  return [value, String(value)];
}
