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

/** Each is some two megabytes, and most fit just the clouds in which the function has the same name. */
const MOST_IDLE = 200;

/** Code that is loaded into a sandbox, and what a host must have in common with the first one to take it over. */
export class LoadedCode {
  /**
   * Gives what was left behind on the same clock, or loads the code. Clouds that follow one another on one clock, story
   * after story, share what takes longer to load and to warm up than a whole story takes to play.
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

  /** For another host to take over; what is left of other code has had its time. */
  leave(): void {
    // What was written to the disk goes with its cloud.
    if (!this.code.isOneFile) return;
    const { clock } = this.host;
    const sameCode = (LoadedCode.idle.get(clock) ?? []).filter(({ code }) => code === this.code);
    // What was used last is the warmest.
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
      missing: (packageName) => this.host.giveUp(missingPackage(packageName)),
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

/** Nobody hears what idle code may still say, and nothing holds the cloud that it has left. */
function nowhere(host: SandboxHost): SandboxHost {
  const { clock, environment, random, unpack } = host;
  const nothing = () => {};
  const timers = new ClockTimers(clock, nothing);
  const requests = UNANSWERED_REQUESTS;
  return { clock, environment, random, timers, requests, log: nothing, exit: nothing, giveUp: nothing, unpack };
}

/** The environment variables that code may have read once and for all. */
function lastingVariables({ environment }: SandboxHost): object {
  return { ...environment, AWS_LAMBDA_LOG_STREAM_NAME: undefined };
}
