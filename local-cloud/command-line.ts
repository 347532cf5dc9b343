import { parseArgs } from 'node:util';
import { type ServeOptions } from './serve';

/** No common emulator listens here: they use 3000, 4566, 5000, 8000 and the like. */
const DEFAULT_PORT = '4747';

export const OPTIONS = `  --port <number>    where it listens on 127.0.0.1 (default ${DEFAULT_PORT}; 0: a free one)
  --speed <number>   how many seconds pass in it in one real second (default 20)`;

/** Returns undefined where the command line asks for help. */
export function readCommandLine(): ServeOptions | undefined {
  const options = {
    app: { type: 'string' },
    port: { type: 'string', default: DEFAULT_PORT },
    speed: { type: 'string', default: '20' },
    help: { type: 'boolean' },
  } as const;
  const { app, port, speed, help } = parseArgs({ options }).values;
  if (help) return undefined;
  return { app, port: wholeNumber('--port', port, 0, 65_535), speed: wholeNumber('--speed', speed, 1) };
}

/** Ends the program with the message of an error, and without its stack trace. */
export function run(program: () => Promise<void>): void {
  program().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

function wholeNumber(option: string, text: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  const range = maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum} on` : `from ${minimum} to ${maximum}`;
  throw new Error(`${option} must be a whole number ${range}, got "${text}"`);
}
