import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire, isBuiltin } from 'node:module';
import { format } from 'node:util';
import { DYNAMIC_IMPORT, SandboxGlobals } from './function-code';
import { FunctionRequests } from './function-requests';
import { Clock } from '../clock/clock';
import { clockDate } from '../clock/clock-date';
import { ClockTimers } from '../clock/clock-timers';
import { repeatableMath } from '../faults/random';

export interface SandboxOptions {
  readonly clock: Clock;
  readonly timers: ClockTimers;
  readonly requests: FunctionRequests;
  /** Of its random numbers. */
  readonly seed: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (level: string, message: string) => void;
  readonly exit: () => void;
}

const nodeRequire = createRequire(__filename);

/**
 * The globals of a function: Node's own, but for time, chance, network, environment and console.
 *
 * They are given to the bundle as the parameters of its module function rather than by a context of its own: in another
 * context, errors and byte arrays that come from Node's modules are not instances of what the bundle takes for these classes.
 */
export function sandboxGlobals(options: SandboxOptions): SandboxGlobals {
  const { clock, timers, requests } = options;
  const timerFunctions = {
    setTimeout: timers.setTimeout.bind(timers),
    setInterval: timers.setInterval.bind(timers),
    clearTimeout: timers.clear.bind(timers),
    clearInterval: timers.clear.bind(timers),
  };
  const overrides = {
    ...timerFunctions,
    Date: clockDate(clock),
    Math: repeatableMath(options.seed),
    performance: clockPerformance(clock),
    AbortSignal: clockAbortSignal(timers),
    fetch: requests.fetch.bind(requests),
    process: sandboxProcess(options),
    console: sandboxConsole(options.log),
  };
  // Defined, not assigned: some globals of Node.js have setters, which would change them for the whole process.
  const globalObject = Object.create(globalThis, Object.getOwnPropertyDescriptors(overrides)) as object;
  const module = { exports: {} };
  const sandboxedRequire = sandboxRequire(options, timerFunctions);
  return {
    ...overrides,
    module,
    exports: module.exports,
    require: sandboxedRequire,
    [DYNAMIC_IMPORT]: async (id: string) => importedModule(sandboxedRequire(id)),
    globalThis: globalObject,
    global: globalObject,
    __filename: '/var/task/index.js',
    __dirname: '/var/task',
  };
}

/** Node's built-in modules, and nothing of the machine's node_modules. */
function sandboxRequire(options: SandboxOptions, timerFunctions: object): (id: string) => unknown {
  const { requests, timers } = options;
  const promises = filePromises();
  const replaced = new Map<string, unknown>([
    ['http', requests.module(http)],
    ['https', requests.module(https)],
    ['fs/promises', promises],
    ['fs', { ...fs, promises }],
    ['timers', timerFunctions],
    ['timers/promises', { setTimeout: promisedTimeout(timers) }],
    ['process', sandboxProcess(options)],
  ]);
  return (id) => {
    const name = id.replace(/^node:/, '');
    if (replaced.has(name)) return replaced.get(name);
    if (isBuiltin(id)) return nodeRequire(id) as unknown;
    throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
  };
}

function importedModule(exported: unknown): object {
  return { ...(exported as object), default: exported };
}

/** Done at once: real reading would end at a moment that differs from run to run. */
function filePromises(): object {
  return new Proxy(fs.promises, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property);
      const atOnce: unknown = Reflect.get(fs, `${String(property)}Sync`);
      // These two give other objects than their namesakes.
      if (typeof atOnce !== 'function' || property === 'open' || property === 'opendir') return member;
      return async (...args: unknown[]) => Reflect.apply(atOnce, fs, args) as unknown;
    },
  });
}

function promisedTimeout(timers: ClockTimers): (milliseconds?: number, value?: unknown) => Promise<unknown> {
  return async (milliseconds, value) => new Promise((resolve) => timers.setTimeout(resolve, milliseconds, value));
}

function clockPerformance(clock: Clock): object {
  const timeOrigin = clock.now();
  return { timeOrigin, now: () => clock.now() - timeOrigin };
}

function clockAbortSignal(timers: ClockTimers): object {
  const timeout = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    timers.setTimeout(() => controller.abort(reason), milliseconds);
    return controller.signal;
  };
  return new Proxy(AbortSignal, {
    get: (target, property): unknown => (property === 'timeout' ? timeout : Reflect.get(target, property)),
  });
}

function sandboxProcess(options: SandboxOptions): object {
  const write = (text: string) => options.log('INFO', text.trimEnd());
  return Object.create(process, {
    env: { value: { ...options.environment } },
    exit: { value: options.exit },
    stdout: { value: { write } },
    stderr: { value: { write } },
  }) as object;
}

function sandboxConsole(log: SandboxOptions['log']): object {
  const method = (level: string) => [level.toLowerCase(), (...args: unknown[]) => log(level, format(...args))];
  const methods = Object.fromEntries(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'].map(method)) as Record<
    string,
    unknown
  >;
  return Object.assign(Object.create(console) as object, methods, { log: methods.info });
}
