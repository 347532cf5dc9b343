/**
 * Runs the work of each name as soon as the work of all it depends on has succeeded, so in parallel where it can.
 * What stands behind a failure is never begun; after an abort nothing more is.
 */
export async function inDependencyOrder(
  dependencies: ReadonlyMap<string, readonly string[]>,
  work: (name: string) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  const begun = new Set<string>();
  const done = new Set<string>();
  const isReady = (name: string) =>
    !begun.has(name) && (dependencies.get(name) ?? []).every((needed) => done.has(needed) || !dependencies.has(needed));
  const beginReady = async (): Promise<void> => {
    if (signal?.aborted) return;
    const ready = [...dependencies.keys()].filter(isReady);
    ready.forEach((name) => begun.add(name));
    await Promise.all(
      ready.map(async (name) => {
        if (!(await work(name))) return;
        done.add(name);
        await beginReady();
      }),
    );
  };
  await beginReady();
}

/** The same graph for removal: what depends on a name goes before it. */
export function reversed(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const dependents = new Map([...dependencies.keys()].reverse().map((name) => [name, [] as string[]]));
  for (const [name, needed] of dependencies) {
    needed.forEach((other) => dependents.get(other)?.push(name));
  }
  return dependents;
}
