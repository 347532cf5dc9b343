import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Message } from './serve';

/** A local cloud in a process of its own, which does nothing else and whose memory is its own. */
export class ServedCloud {
  static async start(callsKept: number): Promise<ServedCloud> {
    const execArgv = ['--expose-gc', '--import', 'tsx'];
    const child = fork(join(__dirname, 'serve.ts'), [String(callsKept)], { execArgv });
    const message = await nextMessage(child);
    if (!('environment' in message)) throw new Error('the local cloud has not told where it is');
    return new ServedCloud(child, message.environment);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Bytes in use, without garbage. */
  async memory(): Promise<number> {
    this.child.send('memory');
    const message = await nextMessage(this.child);
    if (!('memory' in message)) throw new Error('the local cloud has not told its memory');
    return message.memory;
  }

  async stop(): Promise<void> {
    this.child.disconnect();
    await once(this.child, 'exit');
  }
}

async function nextMessage(child: ChildProcess): Promise<Message> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the local cloud has ended with code ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [Message];
  return message;
}
