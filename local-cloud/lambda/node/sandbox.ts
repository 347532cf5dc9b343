import childProcess from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire, isBuiltin } from 'node:module';
import { format } from 'node:util';
import { type HttpModule, type SandboxRequests } from './function-requests';
import { type Clock } from '../../clock/clock';
import { clockDate } from '../../clock/clock-date';
import { type ClockTimers } from '../../clock/clock-timers';
import { mathWith, type Random } from '../../faults/random';

/** The environment of the code in a sandbox. */
export interface SandboxHost {
  readonly clock: Clock;
  readonly timers: ClockTimers;
  readonly requests: SandboxRequests;
  readonly random: Random;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (level: string, message: string) => void;
  readonly exit: () => void;
  /** Ends the environment, as the code cannot run here for this reason. */
  readonly abort: (reason: string) => void;
  /** Writes the package to the disk and returns the directory. */
  readonly unpack: () => string;
}

/** The names that replace Node's own in the files of a function: those of time, network and environment. */
export type SandboxGlobals = Readonly<Record<string, unknown>>;

export interface Sandbox {
  readonly globals: SandboxGlobals;
  /** Returns a module of Node.js, replaced where necessary, or undefined where there is none of this name. */
  readonly builtin: (id: string) => unknown;
}

const nodeRequire = createRequire(__filename);

/**
 * Creates the globals of a function: Node's own, except for time, randomness, network, environment and console.
 *
 * A file gets them as the parameters of its module function rather than by a context of its own: in another context,
 * errors and byte arrays of Node's modules would not be instances of the classes of these names.
 *
 * The host is asked for at every use, as loaded code may move to another host.
 */
export function createSandbox(host: () => SandboxHost): Sandbox {
  const timerFunctions = sandboxTimers(host);
  const overrides = {
    ...timerFunctions,
    Date: clockDate({ now: () => host().clock.now() }),
    Math: mathWith(() => host().random.next()),
    performance: clockPerformance(host),
    AbortSignal: clockAbortSignal(timerFunctions.setTimeout),
    fetch: async (input: string | URL | Request, init?: RequestInit) => host().requests.fetch(input, init),
    process: sandboxProcess(host),
    console: sandboxConsole(host),
  };
  // Defined, not assigned: some globals of Node.js have setters, which would change them for the whole process.
  const globalObject = Object.create(globalThis, {
    ...GLOBAL_GETTERS,
    ...Object.getOwnPropertyDescriptors(overrides),
  }) as object;
  return {
    globals: { ...overrides, globalThis: globalObject, global: globalObject },
    builtin: sandboxBuiltins(host, timerFunctions),
  };
}

/** Some getters of Node's global object, such as that of `crypto`, work on that object only. */
const GLOBAL_GETTERS: PropertyDescriptorMap = Object.fromEntries(
  Object.entries(Object.getOwnPropertyDescriptors(globalThis))
    .filter(([, { get }]) => get !== undefined)
    .map(([name]) => [name, { get: () => Reflect.get(globalThis, name) as unknown, configurable: true }]),
);

type Timers = ReturnType<typeof sandboxTimers>;

function sandboxTimers(host: () => SandboxHost) {
  const clear = (timeout: unknown): void => host().timers.clear(timeout);
  return {
    setTimeout: (...args: Parameters<ClockTimers['setTimeout']>) => host().timers.setTimeout(...args),
    setInterval: (...args: Parameters<ClockTimers['setInterval']>) => host().timers.setInterval(...args),
    clearTimeout: clear,
    clearInterval: clear,
  };
}

/**
 * A program of the machine would ignore the clock, and AwsCustomResource would run `npm install` in the machine's
 * `/tmp`.
 */
const NO_CHILD_PROCESSES = Object.fromEntries(
  Object.keys(childProcess).map((name) => [name, () => rejectChildProcess(name)]),
);

function rejectChildProcess(name: string): never {
  throw new Error(`child_process.${name} is refused: Node.js functions start no programs in the local cloud`);
}

function sandboxBuiltins(host: () => SandboxHost, timers: Timers): Sandbox['builtin'] {
  const promises = filePromises();
  const replaced = new Map<string, unknown>([
    ['http', sandboxHttp(http, host)],
    ['https', sandboxHttp(https, host)],
    ['fs/promises', promises],
    ['fs', { ...fs, promises }],
    ['timers', timers],
    ['timers/promises', { setTimeout: promisedTimeout(timers.setTimeout) }],
    ['process', sandboxProcess(host)],
    ['child_process', NO_CHILD_PROCESSES],
  ]);
  return (id) => {
    const name = id.replace(/^node:/, '');
    if (replaced.has(name)) return replaced.get(name);
    return isBuiltin(id) ? (nodeRequire(id) as unknown) : undefined;
  };
}

/** Reads synchronously: an asynchronous read would end at a moment that differs from run to run. */
function filePromises(): object {
  return new Proxy(fs.promises, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property);
      const atOnce: unknown = Reflect.get(fs, `${String(property)}Sync`);
      // These two return other objects than their synchronous counterparts.
      if (typeof atOnce !== 'function' || property === 'open' || property === 'opendir') return member;
      return async (...args: unknown[]) => Reflect.apply(atOnce, fs, args) as unknown;
    },
  });
}

/** Returns `node:http` or `node:https` with tracked requests. */
function sandboxHttp(original: HttpModule, host: () => SandboxHost): object {
  const request = (...args: unknown[]) => host().requests.request(original, args);
  const get = (...args: unknown[]) => {
    const sent = request(...args);
    sent.end();
    return sent;
  };
  return { ...original, request, get };
}

function promisedTimeout(
  setTimeout: Timers['setTimeout'],
): (milliseconds?: number, value?: unknown) => Promise<unknown> {
  return async (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}

function clockPerformance(host: () => SandboxHost): object {
  const timeOrigin = host().clock.now();
  return { timeOrigin, now: () => host().clock.now() - timeOrigin };
}

function clockAbortSignal(setTimeout: Timers['setTimeout']): object {
  const timeout = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    setTimeout(() => controller.abort(reason), milliseconds);
    return controller.signal;
  };
  return new Proxy(AbortSignal, {
    get: (target, property): unknown => (property === 'timeout' ? timeout : Reflect.get(target, property)),
  });
}

function sandboxProcess(host: () => SandboxHost): object {
  const write = (text: string) => host().log('INFO', text.trimEnd());
  return Object.create(process, {
    env: { get: () => host().environment },
    exit: { value: () => host().exit() },
    stdout: { value: { write } },
    stderr: { value: { write } },
  }) as object;
}

function sandboxConsole(host: () => SandboxHost): object {
  const method = (level: string) => [level.toLowerCase(), (...args: unknown[]) => host().log(level, format(...args))];
  const methods = Object.fromEntries(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'].map(method)) as Record<
    string,
    unknown
  >;
  return Object.assign(Object.create(console) as object, methods, { log: methods.info });
}
