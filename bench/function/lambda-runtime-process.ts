import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/**
 * A process of its own that runs a function as Lambda's runtime does: loads it with the first event, then gives it one
 * event after the other. Tells its port, and on GET what the function has taken so far.
 */
type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** An event from the function of the same name inside the local cloud. */
export interface Invocation {
  readonly event: unknown;
  readonly context: unknown;
  readonly environment: Readonly<Record<string, string>>;
  /** The time in the local cloud. */
  readonly now: number;
}

/** Sizes in MiB, times in milliseconds of the processor. */
export interface Taken {
  readonly peakMemory: number;
  readonly invocations: number;
  readonly loading: number;
  readonly running: number;
}

const [file = ''] = process.argv.slice(2);
const realNow = Date.now;
let handler: Handler | undefined;
let loading = 0;
let loaded = process.cpuUsage();
let invocations = 0;

function load(environment: Invocation['environment']): Handler {
  Object.assign(process.env, environment);
  const before = process.cpuUsage();
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const module = require(file) as { readonly handler: Handler };
  loading = milliseconds(process.cpuUsage(before));
  loaded = process.cpuUsage();
  return module.handler;
}

async function invoke(request: IncomingMessage): Promise<unknown> {
  const { event, context, environment, now } = (await json(request)) as Invocation;
  handler ??= load(environment);
  const ahead = now - realNow();
  Date.now = () => realNow() + ahead;
  invocations++;
  return (await handler(event, context)) ?? null;
}

function taken(): Taken {
  const running = milliseconds(process.cpuUsage(loaded));
  return { peakMemory: peakMemory(), invocations, loading, running };
}

/** `maxRSS` counts the process from its fork on, when it was as large as its parent; Linux tells it of the program alone. */
function peakMemory(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) / 1024;
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

const server = createServer((request, response) => {
  const result = request.method === 'GET' ? Promise.resolve(taken()) : invoke(request);
  result.then(
    (body) => response.writeHead(200).end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
