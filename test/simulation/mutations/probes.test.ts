import { sourceOf } from '../../../simulation/function-bundle';
import { MUTATIONS } from '../../../simulation/mutations/mutations';
import { hasProbe, takeReached, withProbes } from '../../../simulation/mutations/probes';

const mutation = (name: string, from: string) => ({ name, file: 'lambda/any.ts', from, to: '' });

/** Runs a source with probes for mutations of these texts, each named by its text. */
function reachedBy(source: string, ...texts: readonly string[]): string[] {
  const probed = withProbes(
    source,
    texts.map((text) => mutation(text, text)),
  );
  takeReached();
  new Function(probed)();
  return takeReached();
}

test('a probe tells that the function around a mutation has run', () => {
  const source = 'function run() { return 1 + 1; } function rest() { return 2; } run();';

  expect(reachedBy(source, '1 + 1', 'return 2')).toEqual(['1 + 1']);
});

test('an arrow function that returns an object keeps what it returns', () => {
  const source = "const make = () => ({ kind: 'a' }); if (make().kind !== 'a') throw new Error();";

  expect(reachedBy(source, "kind: 'a' }")).toEqual(["kind: 'a' }"]);
});

test('the innermost function counts, and each of several mutations in it', () => {
  const source = 'const outer = () => { const inner = () => 1; return 2; }; outer();';

  expect(reachedBy(source, 'inner', '1', 'return 2').sort()).toEqual(['inner', 'return 2']);
});

test('what has been taken is not told again', () => {
  reachedBy('(() => { run = 1; })(); var run;', 'run = 1');

  expect(takeReached()).toEqual([]);
});

test('most mutations have a probe; a constant has none', async () => {
  const probed = await Promise.all(MUTATIONS.map(async (each) => hasProbe(await sourceOf(each.file), each)));

  expect(hasProbe('const SECONDS = 5;', mutation('', '5'))).toBe(false);
  expect(probed.filter((has) => !has).length).toBeLessThan(MUTATIONS.length / 4);
});
