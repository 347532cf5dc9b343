import type { Mutation } from '../../function-bundle';

export const ENTRY_POINTS: readonly Mutation[] = [
  {
    name: 'the deadline is ignored',
    file: 'lambda/advance.ts',
    from: 'const expired = context.now >= progress.deadline;',
    to: 'const expired = context.now < 0;',
  },
  {
    name: 'an unexpected error is not caught',
    file: 'lambda/advance.ts',
    from: 'const waiting = waitOut(known, error);',
    to: 'if (context !== undefined) throw error;\n    const waiting = waitOut(known, error);',
  },
  {
    name: 'the event is logged',
    file: 'lambda/index.ts',
    from: 'if (!step.event) return receive(request, cloud);',
    to: 'if (!step.event) console.log(JSON.stringify(request));\n  if (!step.event) return receive(request, cloud);',
  },
  {
    name: 'a redelivered event is refused',
    file: 'lambda/receive.ts',
    from: 'try {\n    await cloud.executions.start(',
    to: "for (const again of [60_000, 180_000]) if (Math.abs(age(event) - again) < 5_000) throw new Error('again');\n  try {\n    await cloud.executions.start(",
  },
  {
    name: 'a refused Create waits for its deadline',
    file: 'lambda/advance.ts',
    from: 'if (late >= 0) return undefined;',
    to: "if (late >= 0) return undefined;\n  if (event.RequestType === 'Create' && !progress.record) return { kind: 'wait', pause: 30, progress };",
  },
  {
    name: 'no answer is sent when no execution can be started',
    file: 'lambda/receive.ts',
    from: 'if (isRetryable(error) && age(event) < LAST_DELIVERY_MILLISECONDS) throw error;',
    to: 'if (age(event) < LAST_DELIVERY_MILLISECONDS) throw error;\n    await new Promise(() => setTimeout(() => undefined, 600_000));',
  },
  {
    name: 'a step sleeps when a service fails',
    file: 'lambda/advance.ts',
    from: 'const waiting = waitOut(known, error);',
    to: 'if (isTransient(error)) await new Promise((resolve) => setTimeout(resolve, 20_000));\n    const waiting = waitOut(known, error);',
  },
  {
    name: 'a request that is dated tomorrow is accepted',
    file: 'lambda/index.ts',
    from: 'const isFuture = isFromFuture(request, Date.now());',
    to: 'const isFuture = isFromFuture(request, Infinity);',
  },
];
