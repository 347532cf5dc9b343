import { ServedCloud } from './served-cloud';
import { largeRequest, readingRequests, send, SignedRequest } from './signed-request';
import { median } from '../median';

export interface Load {
  readonly calls: number;
  /** Large bodies after the calls. */
  readonly bodies: number;
  readonly bytesOfBody: number;
}

export interface Endurance {
  /** The median of the rounds. */
  readonly callsPerSecond: number;
  /** Bytes in use: at the start, after the calls, and after the large bodies. */
  readonly memory: { readonly start: number; readonly afterCalls: number; readonly afterBodies: number };
}

const ROUNDS = 10;
const CLIENTS = 50;

/** Clouds that keep so many calls, side by side: each takes its turn in every round. */
export async function measureLoad(kept: readonly number[], load: Load): Promise<Endurance[]> {
  const clouds = await Promise.all(kept.map(async (callsKept) => ServedCloud.start(callsKept)));
  try {
    const measurements = clouds.map((cloud) => ({ cloud, rates: [] as number[], start: 0, afterCalls: 0 }));
    for (const measured of measurements) measured.start = await measured.cloud.memory();
    for (let round = 0; round < ROUNDS; round++) {
      for (const { cloud, rates } of measurements) {
        const requests = await readingRequests(cloud.environment);
        rates.push(await callsPerSecond(requests, load.calls / ROUNDS));
      }
    }
    for (const measured of measurements) measured.afterCalls = await measured.cloud.memory();
    const results: Endurance[] = [];
    for (const { cloud, rates, start, afterCalls } of measurements) {
      const large = await largeRequest(cloud.environment, load.bytesOfBody);
      for (let body = 0; body < load.bodies; body++) await send(large);
      const memory = { start, afterCalls, afterBodies: await cloud.memory() };
      results.push({ callsPerSecond: median(rates), memory });
    }
    return results;
  } finally {
    await Promise.all(clouds.map(async (cloud) => cloud.stop()));
  }
}

async function callsPerSecond(requests: readonly SignedRequest[], calls: number): Promise<number> {
  const start = performance.now();
  let sent = 0;
  const client = async () => {
    while (sent < calls) {
      const next = requests[sent++ % requests.length];
      const status = next && (await send(next));
      if (status !== 200) throw new Error(`a call was answered with status ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (1000 * calls) / (performance.now() - start);
}
