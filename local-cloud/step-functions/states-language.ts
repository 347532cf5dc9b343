import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { RunOptions, StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions' with {
  'resolution-mode': 'import',
};
import { Clock } from '../clock/clock';
import { clockDate } from '../clock/clock-date';
import { ClockTimers } from '../clock/clock-timers';
import { Random } from '../faults/random';

export type { StateMachineDefinition };

/** What runs in place of the tasks, by the names of their states. */
export type TaskHandlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

export interface StatesLanguage {
  readonly StateMachine: new (definition: StateMachineDefinition) => StateMachine;
}

/** Loaded by the library only for tasks that nobody overrides; here all are. */
const UNUSED_CLIENTS = ['@aws-sdk/client-lambda', '@aws-sdk/credential-providers'];

/** The interpreter of the Amazon States Language, loaded so that its waits run on the clock and its jitter is repeatable. */
export function loadStatesLanguage(clock: Clock): StatesLanguage {
  const file = require.resolve('aws-local-stepfunctions');
  const libraryRequire = createRequire(file);
  const timers = new ClockTimers(clock);
  const random = new Random(1);
  const module = { exports: {} };
  const parameters = {
    module,
    exports: module.exports,
    require: (id: string) => (UNUSED_CLIENTS.includes(id) ? {} : (libraryRequire(id) as unknown)),
    setTimeout: timers.setTimeout.bind(timers),
    clearTimeout: timers.clear.bind(timers),
    Date: clockDate(clock),
    Math: Object.create(Math, { random: { value: () => random.next() } }) as Math,
  };
  const load = compileFunction(readFileSync(file, 'utf8'), Object.keys(parameters), { filename: file });
  Reflect.apply(load, undefined, Object.values(parameters));
  return module.exports as StatesLanguage;
}
