import { Ending } from './ending';
import { Played } from './play';
import { Task, taskName } from './tasks';

/** What simulated deployments came to. It can be sent from one process to another. */
export interface Results {
  /** By the story. */
  readonly endings: Record<string, Record<Ending, number>>;
  readonly failures: { readonly task: string; readonly broken: readonly string[] }[];
  /** Missing: none has told. */
  unusedActions?: readonly string[];
}

export function noResults(): Results {
  return { endings: {}, failures: [] };
}

export function add(results: Results, task: Task, { ending, broken, unusedActions }: Played): void {
  count(results, task.story.name, { ...NO_ENDINGS, [ending]: 1 });
  if (broken.length > 0) results.failures.push({ task: taskName(task), broken });
  results.unusedActions = unusedByBoth(results.unusedActions, unusedActions);
}

export function merge(into: Results, from: Results): void {
  for (const [story, endings] of Object.entries(from.endings)) count(into, story, endings);
  into.failures.push(...from.failures);
  into.unusedActions = unusedByBoth(into.unusedActions, from.unusedActions);
}

export const NO_ENDINGS: Record<Ending, number> = { succeeded: 0, rolledBack: 0, stuck: 0 };

function count({ endings }: Results, story: string, more: Record<Ending, number>): void {
  const { succeeded, rolledBack, stuck } = endings[story] ?? NO_ENDINGS;
  endings[story] = {
    succeeded: succeeded + more.succeeded,
    rolledBack: rolledBack + more.rolledBack,
    stuck: stuck + more.stuck,
  };
}

function unusedByBoth(
  a: readonly string[] | undefined,
  b: readonly string[] | undefined,
): readonly string[] | undefined {
  return a && b ? a.filter((action) => b.includes(action)) : (a ?? b);
}
