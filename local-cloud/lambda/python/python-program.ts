import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { findPython } from './find-python';
import { type TrackedProcess, ChildProcesses } from '../../gateway/child-processes';
import { type FunctionError, UnhandledError } from '../invocation';
import { type Invocation, type Program, type ProgramHost } from '../program';

/** A line that `bootstrap.py` writes: a log line, or the one reply to an event. */
type Message = { readonly log: string } | Reply;
type Reply = { readonly result: string } | { readonly error: FunctionError; readonly missingModule?: string };

/** The packages that Lambda's Python runtimes include beside the standard library. */
const OF_RUNTIME = ['boto3', 'botocore', 's3transfer', 'jmespath', 'dateutil', 'urllib3', 'six'];

/**
 * Python code, in a process of its own. It runs in the machine's time, its timeout included. The clock stands while it
 * runs, except while one of its requests is at the server.
 */
export class PythonProgram implements Program {
  private readonly process: TrackedProcess;
  private child: ChildProcess | undefined;
  private settle: { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void } | undefined;

  constructor(private readonly host: ProgramHost) {
    this.process = host.processes.add(host.sender);
  }

  /** The first event loads the handler's module. */
  load(): void {
    if (new URL(this.host.endpoint).port === '') {
      this.host.abort('Python functions reach the local cloud by its port, and it listens at none: start it with one');
      return;
    }
    this.child ??= this.start();
  }

  async run(payload: string, invocation: Invocation): Promise<string> {
    this.process.work();
    try {
      const reply = await this.send(payload, invocation);
      if ('result' in reply) return reply.result;
      if (reply.missingModule !== undefined) this.refuseMissing(reply.missingModule);
      throw new UnhandledError(reply.error);
    } finally {
      this.process.rest();
    }
  }

  timer(milliseconds: number, callback: () => void): () => void {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  }

  kill(): void {
    this.host.processes.remove(this.process);
    this.child
      ?.removeAllListeners()
      .on('error', () => {})
      .kill('SIGKILL');
    for (const pipe of this.child?.stdio ?? []) pipe?.destroy();
  }

  retire(): void {
    this.kill();
  }

  private start(): ChildProcess {
    const { environment, unpack, log } = this.host;
    const directory = unpack();
    const child = spawn(findPython() ?? 'python3', ['-B', '-u', join(__dirname, 'bootstrap.py')], {
      cwd: directory,
      env: { ...environment, ...this.ownVariables(directory) },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    });
    // A pipe of a process that is killed may break.
    for (const pipe of child.stdio) pipe?.on('error', () => {});
    const [, stdout, stderr, , messages] = child.stdio as Readable[];
    // The output of programs that the function starts; its own lines arrive as messages.
    for (const output of [stdout, stderr]) onLine(output, (line) => log('INFO', line));
    onLine(messages, (line) => {
      const message = JSON.parse(line) as Message;
      if ('log' in message) log('INFO', message.log);
      else this.settle?.resolve(message);
    });
    child.once('error', (error) => this.settle?.reject(error));
    child.once('exit', () => this.host.exit());
    return child;
  }

  private ownVariables(directory: string): Record<string, string> {
    const { configuration } = this.host;
    return {
      LAMBDA_TASK_ROOT: directory,
      _HANDLER: configuration.handler,
      LOCAL_CLOUD_FUNCTION_ARN: configuration.functionArn,
      LOCAL_CLOUD_PROCESS_HEADER: ChildProcesses.HEADER,
      LOCAL_CLOUD_PROCESS: this.process.id,
    };
  }

  private async send(payload: string, { requestId }: Invocation): Promise<Reply> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      const { timeoutSeconds } = this.host.configuration;
      const event = { event: payload, requestId, deadline: Date.now() + timeoutSeconds * 1000 };
      (this.child?.stdio[3] as Writable).write(`${JSON.stringify(event)}\n`);
    });
  }

  private refuseMissing(moduleName: string): void {
    const packageName = moduleName.split('.')[0] ?? '';
    if (!OF_RUNTIME.includes(packageName)) return;
    this.host.abort(
      `${packageName}, which Lambda's runtime brings along, is not installed for ${findPython()}: python3 -m pip install ${packageName}`,
    );
  }
}

function onLine(input: Readable | undefined, listener: (line: string) => void): void {
  if (input === undefined) return;
  createInterface({ input })
    .on('line', listener)
    .on('error', () => {});
}
