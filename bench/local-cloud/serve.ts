import { clientEnvironment } from '../../local-cloud/client-environment';
import { RealClock } from '../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../local-cloud/local-cloud';

/** What a cloud in a process of its own tells of it. */
export type Message = { readonly environment: Readonly<Record<string, string>> } | { readonly memory: number };

/** What is still in use after all garbage is gone, in bytes. */
function usedMemory(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function send(message: Message): void {
  process.send?.(message);
}

async function main(): Promise<void> {
  const callsKept = Number(process.argv[2]);
  const cloud = await LocalCloud.start({ clock: new RealClock(), callsKept });
  process.on('message', () => send({ memory: usedMemory() }));
  process.once('disconnect', () => void cloud.stop());
  send({ environment: clientEnvironment(cloud) });
}

void main();
