import fc from 'fast-check';
import { AppTemplate } from './run/app-template';
import { STORY } from './draw/draw-scenario';
import { LastingClock } from '../reusable-clock';
import { tellStory } from './scenario/format-scenario';
import { Played, playStory } from './run/run-scenario';
import { Story } from './scenario/scenario';
import { UsageError } from '../command-line';
import { BrokenPromise } from '../invariants/invariants';

/** Real time; a story takes much less, unless the local cloud has stopped for ever. */
const STORY_LIMIT_MILLISECONDS = 120_000;

/** How long ever simpler stories are looked for. */
const SIMPLIFYING_MILLISECONDS = 120_000;

export interface SearchOptions {
  /** The function's deployment package. */
  readonly code: Buffer;
  readonly runs: number;
  readonly seed: number;
  /** Whether simpler stories are looked for when one breaks a promise. */
  readonly shrinks: boolean;
  /** Told of every story that was played, until one has broken a promise. */
  readonly onPlayed?: (played: Played) => void;
}

/** The simplest story found that breaks a promise, and the way to it. */
export interface Finding {
  readonly seed: number;
  readonly path: string;
  readonly story: Story;
  readonly broken: readonly BrokenPromise[];
}

class PromiseBroken extends Error {
  constructor(readonly broken: readonly BrokenPromise[]) {
    super(broken.map(({ promise, how }) => `${promise}: ${how}`).join('\n'));
  }
}

let template: AppTemplate | undefined;

/**
 * Plays drawn stories until one breaks a promise, and then ever simpler ones. Undefined: no promise was broken. The
 * function stays warm from story to story, and does not remember anything in a simpler one.
 */
export async function search(options: SearchOptions): Promise<Finding | undefined> {
  const { code, runs, seed, shrinks, onPlayed } = options;
  template ??= new AppTemplate();
  const apps = template;
  const warm = new LastingClock();
  let isSimplifying = false;
  let givenUpAt = Infinity;
  const property = fc.asyncProperty(STORY, async (story) => {
    if (performance.now() > givenUpAt) return;
    const played = await withinLimit(playStory(story, apps, code, isSimplifying ? new LastingClock() : warm)).catch(
      (error: unknown) => {
        // The first such story is as good as a simpler one.
        givenUpAt = 0;
        throw error;
      },
    );
    if (!isSimplifying) onPlayed?.(played);
    if (played.broken.length === 0) return;
    isSimplifying = true;
    givenUpAt = Math.min(givenUpAt, performance.now() + SIMPLIFYING_MILLISECONDS);
    throw new PromiseBroken(played.broken);
  });
  const result = await fc.check(property, { numRuns: runs, seed, endOnFailure: !shrinks });
  if (!result.failed || result.counterexample === null) return undefined;
  const path = result.counterexamplePath ?? '';
  if (!(result.errorInstance instanceof PromiseBroken)) {
    throw new Error(`the simulation itself fails in the story --seed ${seed} --path "${path}"`, {
      cause: result.errorInstance,
    });
  }
  const [story] = result.counterexample;
  return { seed, path, story, broken: result.errorInstance.broken };
}

/**
 * Plays the story at the end of a path: a drawn one with those before it, which may have left something in the
 * function; a simpler one alone.
 */
export async function playAgain(code: Buffer, seed: number, path: string): Promise<Finding | undefined> {
  if (!path.includes(':')) return search({ code, runs: Number(path) + 1, seed, shrinks: false });
  const [story] = fc.sample(STORY, { seed, path, numRuns: 1 });
  if (story === undefined) throw new UsageError(`no story is drawn at path ${path} of seed ${seed}`);
  const { broken } = await withinLimit(playStory(story, new AppTemplate(), code, new LastingClock()));
  return broken.length === 0 ? undefined : { seed, path, story, broken };
}

export function tellFinding({ seed, path, story, broken }: Finding, mutation?: string): string {
  return [
    'A promise is broken:',
    ...broken.map(({ promise, how }) => `  ${promise}: ${how}`),
    'in this story:',
    tellStory(story).replace(/^/gm, '  '),
    'To play it again:',
    `  npm run simulate -- --seed ${seed} --path "${path}"${mutation === undefined ? '' : ` --mutation "${mutation}"`}`,
  ].join('\n');
}

async function withinLimit(playing: Promise<Played>): Promise<Played> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const fail = () => reject(new PromiseBroken([{ promise: 'prompt', how: 'the story does not come to an end' }]));
    timer = setTimeout(fail, STORY_LIMIT_MILLISECONDS);
  });
  try {
    return await Promise.race([playing, limit]);
  } finally {
    clearTimeout(timer);
  }
}
