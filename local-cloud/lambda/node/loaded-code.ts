import { isDeepStrictEqual } from 'node:util';
import { type FunctionCode } from '../function-code';
import { type FunctionConfiguration } from '../function-configuration';
import { UNANSWERED_REQUESTS } from './function-requests';
import { ModuleLoader } from './module-loader';
import { createSandbox, type SandboxHost } from './sandbox';
import { type Clock } from '../../clock/clock';
import { ClockTimers } from '../../clock/clock-timers';

export type Callback = (error?: unknown, result?: unknown) => void;
export type Handler = (event: unknown, context: object, callback: Callback) => unknown;

/** Each takes some two megabytes, and fits only clouds in which the function has the same name. */
const MOST_IDLE = 200;

/**
 * Code that is loaded into a sandbox. Another host can take it over if it agrees with the first one in all that the
 * code may have read.
 */
export class LoadedCode {
  /**
   * Returns code that was left behind on the same clock, or loads it. Clouds that follow one another on one clock, one
   * for each scenario, share it, as it takes longer to load and to warm up than a scenario takes to run.
   */
  static take(configuration: FunctionConfiguration, host: SandboxHost): LoadedCode {
    const idle = LoadedCode.idle.get(host.clock) ?? [];
    const found = idle.findIndex((loaded) => loaded.fits(configuration, host));
    const [loaded = new LoadedCode(configuration, host)] = found < 0 ? [] : idle.splice(found, 1);
    loaded.host = host;
    return loaded;
  }

  private static readonly idle = new WeakMap<Clock, LoadedCode[]>();

  readonly handler: Handler;
  private readonly code: FunctionCode;
  private readonly handlerName: string;
  private readonly environment: object;

  private constructor(
    { code, handler }: FunctionConfiguration,
    private host: SandboxHost,
  ) {
    this.code = code;
    this.handlerName = handler;
    this.environment = lastingVariables(host);
    this.handler = this.load();
  }

  /** Leaves the code to the next host, and drops what is left of other code. */
  leave(): void {
    // Code on the disk is deleted with its cloud.
    if (!this.code.isOneFile) return;
    const { clock } = this.host;
    const sameCode = (LoadedCode.idle.get(clock) ?? []).filter(({ code }) => code === this.code);
    // The code that was used last is the warmest.
    LoadedCode.idle.set(clock, [this, ...sameCode].slice(0, MOST_IDLE));
    this.host = nowhere(this.host);
  }

  private fits({ code, handler }: FunctionConfiguration, host: SandboxHost): boolean {
    return (
      code === this.code && handler === this.handlerName && isDeepStrictEqual(lastingVariables(host), this.environment)
    );
  }

  private load(): Handler {
    const [, file = '', name = ''] = /^(.*?[^/.]*)\.([^/]*)$/.exec(this.handlerName) ?? [];
    const loader = new ModuleLoader({
      ...createSandbox(() => this.host),
      code: this.code,
      unpack: () => this.host.unpack(),
      missing: (packageName) => this.host.abort(missingPackage(packageName)),
    });
    const exported = loader.load(file)[name];
    if (typeof exported === 'function') return exported as Handler;
    throw Object.assign(new Error(`${this.handlerName} is undefined or not exported`), {
      name: 'Runtime.HandlerNotFound',
    });
  }
}

function missingPackage(id: string): string {
  const packageName = id.split('/').slice(0, 2).join('/');
  return `${packageName}, which Lambda's runtime brings along, is not on this machine: npm install --save-dev ${packageName}`;
}

/** A host that ignores what idle code still does, and keeps no reference to the cloud that the code has left. */
function nowhere(host: SandboxHost): SandboxHost {
  const { clock, environment, random, unpack } = host;
  const nothing = () => {};
  const timers = new ClockTimers(clock, nothing);
  const requests = UNANSWERED_REQUESTS;
  return { clock, environment, random, timers, requests, log: nothing, exit: nothing, abort: nothing, unpack };
}

/** Returns the environment variables that code may have read and kept. */
function lastingVariables({ environment }: SandboxHost): object {
  return { ...environment, AWS_LAMBDA_LOG_STREAM_NAME: undefined };
}
