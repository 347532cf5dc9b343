/**
 * Starts the work of each name as soon as the work of all its dependencies has succeeded, in parallel where possible.
 * Work that depends on a failure is never started, and nothing is started after an abort.
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

/** Returns the graph for removal, in which dependents come first. */
export function reversed(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const dependents = new Map([...dependencies.keys()].reverse().map((name) => [name, [] as string[]]));
  for (const [name, needed] of dependencies) {
    needed.forEach((other) => dependents.get(other)?.push(name));
  }
  return dependents;
}
