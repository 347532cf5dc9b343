import { FaultyCall, faultsAt, nameOf } from './faulty-call';
import { play, Played } from './play';
import { STORIES, Story } from './stories';
import { Random } from '../../local-cloud/faults/random';

export interface Course {
  readonly story: Story;
  /** How the story goes when nothing goes wrong. */
  readonly undisturbed: Played;
}

/** One deployment to be simulated. */
export interface Task extends Course {
  /** None, one or two. */
  readonly faultyCalls: readonly FaultyCall[];
}

/** Plays every story once without faults: that tells where faults can befall it. */
export async function courses(): Promise<Course[]> {
  const all: Course[] = [];
  for (const story of STORIES) all.push({ story, undisturbed: await playUndisturbed(story) });
  return all;
}

async function playUndisturbed(story: Story): Promise<Played> {
  const played = await play(story, []);
  if (played.ending === story.ends) return played;
  const wrong = `nothing goes wrong: it is ${played.ending}, and must be ${story.ends}`;
  return { ...played, broken: [...played.broken, wrong] };
}

/** Each story with each fault at each point. */
export function singleFaults(of: readonly Course[]): Task[] {
  return of.flatMap(({ story, undisturbed }) =>
    undisturbed.points.flatMap(faultsAt).map((faultyCall) => ({ story, undisturbed, faultyCalls: [faultyCall] })),
  );
}

/** Drawn: a story with a fault at each of two points. */
export function pairsOfFaults(of: readonly Course[], count: number, seed: number): Task[] {
  const random = new Random(seed);
  const draw = <T>(from: readonly T[]): T => {
    const drawn = from[Math.floor(random.next() * from.length)];
    if (drawn === undefined) throw new Error('there is nothing to draw from');
    return drawn;
  };
  return Array.from({ length: count }, () => {
    const { story, undisturbed } = draw(of);
    const faultyCalls = [draw(undisturbed.points), draw(undisturbed.points)].map((point) => draw(faultsAt(point)));
    return { story, undisturbed, faultyCalls };
  });
}

/** Plays a task. What goes wrong once is tried again by somebody: it may cost time, and changes nothing. */
export async function playTask({ story, undisturbed, faultyCalls }: Task): Promise<Played> {
  const played = await play(story, faultyCalls);
  const [faultyCall, another] = faultyCalls;
  const isPassing = faultyCall?.times === 1 && another === undefined;
  if (!isPassing || played.ending === undisturbed.ending) return played;
  const changed = `one fault, which passes: it is ${played.ending}, and without the fault ${undisturbed.ending}`;
  return { ...played, broken: [...played.broken, changed] };
}

/** By this name a task is found again. */
export function taskName({ story, faultyCalls }: Pick<Task, 'story' | 'faultyCalls'>): string {
  return `${story.name}: ${faultyCalls.map(nameOf).join(' + ') || 'no fault'}`;
}
