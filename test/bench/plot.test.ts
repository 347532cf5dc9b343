import { linearTicks, renderPlot, type Panel } from '../../bench/plot';

const DURATIONS = {
  label: 'duration',
  scale: 'log',
  ticks: [
    [1, '1 s'],
    [10, '10 s'],
    [100, '100 s'],
  ],
} as const;

const PANEL: Panel = {
  title: 'Polls & delays',
  x: DURATIONS,
  y: {
    label: 'polls',
    scale: 'linear',
    ticks: [
      [0, '0'],
      [100, '100'],
    ],
  },
  series: [
    {
      label: 'ours',
      points: [
        [1, 0],
        [10, 50],
        [100, 100],
      ],
    },
  ],
};

function points(svg: string): number[][] {
  const [, path = ''] = /<polyline class="line" points="([^"]+)"/.exec(svg) ?? [];
  return path.split(' ').map((point) => point.split(',').map(Number));
}

test('a value in the middle of its axis is drawn in the middle, also on a log scale', () => {
  const [first = [], middle = [], last = []] = points(renderPlot('Waiting', [PANEL]));

  expect(middle[0]).toBeCloseTo(((first[0] ?? 0) + (last[0] ?? 0)) / 2, 0);
  expect(middle[1]).toBeCloseTo(((first[1] ?? 0) + (last[1] ?? 0)) / 2, 0);
  expect(last[1]).toBeLessThan(first[1] ?? 0);
});

test('a series has the same color in every panel, and one entry in the legend', () => {
  const svg = renderPlot('Waiting', [PANEL, PANEL]);

  expect(svg.match(/<g class="s0"><polyline/g)).toHaveLength(2);
  expect(svg.match(/>ours</g)).toHaveLength(1);
});

test('a label that would run into the next one is left out, and titles are escaped', () => {
  const ticks = [...DURATIONS.ticks.slice(0, 2), [90, '90 s'], [100, '100 s']] as const;
  const svg = renderPlot('Waiting', [{ ...PANEL, x: { ...DURATIONS, ticks } }]);

  expect(svg).not.toContain('>90 s<');
  expect(svg).toContain('>100 s<');
  expect(svg).toContain('Polls &amp; delays');
});

test.each([
  [3660, [0, 1000, 2000, 3000, 4000]],
  [110.8, [0, 50, 100, 150]],
  [7, [0, 2, 4, 6, 8]],
])('an axis up to %d has round ticks', (largest, expected) => {
  expect(linearTicks([1, largest]).map(([value]) => value)).toEqual(expected);
});
