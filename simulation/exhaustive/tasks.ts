import { STORIES, Story, storyNamed } from './base-cases';
import { FaultyCall, faultsAt, nameOf, passes, Point } from './faulty-call';
import { Ending } from './outcome';
import { play, Played } from './run-case';
import { Random } from '../../local-cloud/faults/random';

export interface Course {
  readonly story: Story;
  /** How the story goes when nothing goes wrong. */
  readonly undisturbed: Played;
}

/** One deployment to be simulated; it can be sent from one process to another. */
export interface Task {
  /** Its name. */
  readonly story: string;
  readonly faultyCall: FaultyCall;
  /** The seed that draws another fault, from the calls that there are with the first one. */
  readonly anotherBy?: number;
}

/** A deployment that was simulated, with none, one or two faults. */
export interface Deployment {
  readonly story: Story;
  readonly faultyCalls: readonly FaultyCall[];
  readonly played: Played;
}

/** Plays every story once without faults: that tells where faults can befall it. */
export async function courses(): Promise<Course[]> {
  const all: Course[] = [];
  for (const story of STORIES) all.push({ story, undisturbed: await playUndisturbed(story) });
  return all;
}

async function playUndisturbed(story: Story): Promise<Played> {
  const played = await play(story, []);
  const wrong = [
    ...(played.ending === story.ends ? [] : [`it is ${played.ending}, and must be ${story.ends}`]),
    ...played.left.map((name) => `${name} is left, though its stack is gone`),
  ].map((words) => `nothing goes wrong: ${words}`);
  return { ...played, broken: [...played.broken, ...wrong] };
}

/** Each story with each fault at each point. */
export function singleFaults(of: readonly Course[]): Task[] {
  return of.flatMap(({ story, undisturbed }) =>
    undisturbed.points.flatMap(faultsAt).map((faultyCall) => ({ story: story.name, faultyCall })),
  );
}

/** Drawn: a story with two faults. */
export function pairsOfFaults(of: readonly Course[], count: number, seed: number): Task[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const { story, undisturbed } = draw(of, random);
    const faultyCall = drawFault(undisturbed.points, random);
    return { story: story.name, faultyCall, anotherBy: Math.floor(random.next() * 1_000_000) };
  });
}

export function playTask({ story: name, faultyCall, anotherBy }: Task): Promise<Deployment> {
  const story = storyNamed(name);
  return anotherBy === undefined ? playOne(story, faultyCall) : playPair(story, faultyCall, new Random(anotherBy));
}

/** The better, the later. */
const ENDINGS: readonly Ending[] = ['stuck', 'rolledBack', 'succeeded'];

/** What goes wrong is tried again by somebody: it may cost time, and makes nothing worse and leaves nothing. */
async function playOne(story: Story, faultyCall: FaultyCall): Promise<Deployment> {
  const faultyCalls = [faultyCall];
  const played = await play(story, faultyCalls);
  const isWorse = ENDINGS.indexOf(played.ending) < ENDINGS.indexOf(story.ends);
  const worse = [
    ...(isWorse ? [`it is ${played.ending}, and without the fault ${story.ends}`] : []),
    ...played.left.map((name) => `${name} is left, though its stack is gone`),
  ].map((words) => `one fault, which passes: ${words}`);
  if (!passes(faultyCall)) return { story, faultyCalls, played };
  return { story, faultyCalls, played: { ...played, broken: [...played.broken, ...worse] } };
}

/** Many a call is made only because another one has gone wrong. */
async function playPair(story: Story, faultyCall: FaultyCall, random: Random): Promise<Deployment> {
  const alone = await playOne(story, faultyCall);
  if (alone.played.broken.length > 0) return alone;
  const faultyCalls = [faultyCall, drawFault(alone.played.points, random)];
  return { story, faultyCalls, played: await play(story, faultyCalls) };
}

/** By this name a task is found again. */
export function taskName({ story, faultyCall, anotherBy }: Task): string {
  return `${story}: ${nameOf(faultyCall)}${anotherBy === undefined ? '' : ` + another (${anotherBy})`}`;
}

function drawFault(points: readonly Point[], random: Random): FaultyCall {
  return draw(faultsAt(draw(points, random)), random);
}

function draw<T>(from: readonly T[], random: Random): T {
  const drawn = from[Math.floor(random.next() * from.length)];
  if (drawn === undefined) throw new Error('there is nothing to draw from');
  return drawn;
}
