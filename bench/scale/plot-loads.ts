import type { Load } from './measure-scale';
import { renderPlot } from '../plot';

/** What was varied, such as the number of products, and what came of it. */
export type LoadAt = readonly [value: number, load: Load];

/** Draws calls against products, and calls of a product against the minutes that it takes. */
export function plotLoads(byProducts: readonly LoadAt[], byMinutes: readonly LoadAt[]): string {
  return renderPlot('Calls to Service Catalog', [
    {
      title: 'Calls for products of 10 minutes each',
      x: { label: 'products at once', scale: 'linear', ticks: [[0, '0'], ...byProducts.map(([count]) => tick(count))] },
      y: { label: 'calls', scale: 'linear', ticks: [0, 2000, 4000, 6000, 8000].map(tick) },
      series: [
        { label: 'calls', points: byProducts.map(([count, { calls }]) => [count, calls]) },
        {
          label: 'of these throttled',
          points: byProducts.map(([count, { throttledCalls }]) => [count, throttledCalls]),
        },
      ],
    },
    {
      title: 'Calls of one of 20 products',
      x: { label: 'minutes that the product takes', scale: 'log', ticks: byMinutes.map(([minutes]) => tick(minutes)) },
      y: { label: 'calls', scale: 'linear', ticks: [0, 25, 50, 75, 100, 125].map(tick) },
      series: [
        { label: 'calls', points: byMinutes.map(([minutes, { calls, products }]) => [minutes, calls / products]) },
        {
          label: 'of these throttled',
          points: byMinutes.map(([minutes, { throttledCalls, products }]) => [minutes, throttledCalls / products]),
        },
      ],
    },
  ]);
}

function tick(value: number): readonly [number, string] {
  return [value, String(value)];
}
