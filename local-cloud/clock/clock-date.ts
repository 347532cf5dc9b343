import { type Clock } from './clock';

/** Returns a `Date` that takes its present from the clock, for programs that run inside the local cloud. */
export function clockDate(clock: Pick<Clock, 'now'>): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [clock.now()] : args, newTarget) as object,
    apply: () => new Date(clock.now()).toString(),
    get: (target, property, receiver) =>
      property === 'now' ? () => clock.now() : (Reflect.get(target, property, receiver) as unknown),
  });
}
