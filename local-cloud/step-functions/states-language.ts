import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { RunOptions, StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions' with {
  'resolution-mode': 'import',
};
import { type Clock } from '../clock/clock';
import { clockDate } from '../clock/clock-date';
import { ClockTimers } from '../clock/clock-timers';
import { mathWith, Random } from '../faults/random';

export type { StateMachineDefinition };

/** The functions that run in place of the tasks, by the names of their states. */
export type TaskHandlers = NonNullable<NonNullable<RunOptions['overrides']>['taskResourceLocalHandlers']>;

type Interpreter = new (
  definition: StateMachineDefinition,
  options?: { readonly validationOptions?: { readonly noValidate?: boolean } },
) => StateMachine;

interface Loaded {
  readonly interpreter: Interpreter;
  /** The random numbers of its jitter. */
  random: Random;
}

/** The library requires these only for tasks that are not overridden; here all are. */
const UNUSED_CLIENTS = ['@aws-sdk/client-lambda', '@aws-sdk/credential-providers'];

/** The interpreter of the Amazon States Language. Its waits run on the clock, and its jitter is repeatable. */
export class StatesLanguage {
  /** Definitions that were found valid, without their ARNs: validation takes a tenth of a second. */
  private static readonly valid = new Set<string>();
  /**
   * The interpreters by their clocks. Clouds that follow one another on the same clock share one, as it takes long to
   * load.
   */
  private static readonly loaded = new WeakMap<Clock, Loaded>();
  private own?: Interpreter;

  constructor(private readonly clock: Clock) {}

  /** Throws where the definition is not valid. */
  validate(definition: StateMachineDefinition): void {
    const shape = JSON.stringify(definition).replace(/"arn:[^"]*"/g, '""');
    if (StatesLanguage.valid.has(shape)) return;
    new (this.interpreter())(definition);
    StatesLanguage.valid.add(shape);
  }

  run(definition: StateMachineDefinition, input: string, options: RunOptions): ReturnType<StateMachine['run']> {
    const machine = new (this.interpreter())(definition, { validationOptions: { noValidate: true } });
    return machine.run(JSON.parse(input), options);
  }

  /** Loads the interpreter when it is first needed, so that a cloud without state machines starts sooner. */
  private interpreter(): Interpreter {
    if (this.own) return this.own;
    const loaded = StatesLanguage.loaded.get(this.clock) ?? loadInterpreter(this.clock);
    StatesLanguage.loaded.set(this.clock, loaded);
    loaded.random = new Random(1);
    return (this.own = loaded.interpreter);
  }
}

function loadInterpreter(clock: Clock): Loaded {
  const file = require.resolve('aws-local-stepfunctions');
  const libraryRequire = createRequire(file);
  const timers = new ClockTimers(clock);
  const module = { exports: {} as { StateMachine: Interpreter } };
  const random = () => loaded.random.next();
  const parameters = {
    module,
    exports: module.exports,
    require: (id: string) => (UNUSED_CLIENTS.includes(id) ? {} : (libraryRequire(id) as unknown)),
    setTimeout: timers.setTimeout.bind(timers),
    clearTimeout: timers.clear.bind(timers),
    Date: clockDate(clock),
    Math: mathWith(random),
    // For tests that run in a context of their own: the library takes an object for a plain one only if it is of its
    // own context.
    Object,
  };
  const load = compileFunction(readFileSync(file, 'utf8'), Object.keys(parameters), { filename: file });
  Reflect.apply(load, undefined, Object.values(parameters));
  const loaded: Loaded = { interpreter: module.exports.StateMachine, random: new Random(1) };
  return loaded;
}
