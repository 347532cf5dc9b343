import { ResourceFailure } from './resource-handler';
import { type Clock } from '../../clock/clock';
import { AwsError } from '../../gateway/service';

export interface SignalledResource {
  readonly stackId: string;
  readonly logicalId: string;
  readonly physicalId: string;
}

export type SignalStatus = 'SUCCESS' | 'FAILURE';

interface Waiting {
  readonly count: number;
  /** The signals by their unique ids. */
  readonly received: Map<string, SignalStatus>;
  readonly enough: AbortController;
}

/** The signals of resources that wait by a CreationPolicy. */
export class Signals {
  private readonly waiting = new Map<string, Waiting>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when all signals have arrived; throws a ResourceFailure on a failure signal or on timeout. */
  async receive(resource: SignalledResource, policy: Readonly<Record<string, unknown>>, cancel: AbortSignal) {
    const waiting: Waiting = { count: Number(policy.Count ?? 1), received: new Map(), enough: new AbortController() };
    this.waiting.set(keyOf(resource), waiting);
    const end = AbortSignal.any([cancel, waiting.enough.signal]);
    if (waiting.count > 0) await this.clock.sleep(milliseconds(policy.Timeout), end).catch(() => {});
    this.waiting.delete(keyOf(resource));
    const problem = problemOf(waiting);
    if (problem !== undefined) throw new ResourceFailure(problem, resource.physicalId);
  }

  send(resource: Omit<SignalledResource, 'physicalId'>, uniqueId: string, status: SignalStatus): void {
    const waiting = this.waiting.get(keyOf(resource));
    if (waiting === undefined) {
      throw new AwsError('ValidationError', `Resource ${resource.logicalId} does not wait for a signal.`);
    }
    if (waiting.received.has(uniqueId)) {
      throw new AwsError(
        'ValidationError',
        `Signal with ID ${uniqueId} for resource ${resource.logicalId} already exists.`,
      );
    }
    waiting.received.set(uniqueId, status);
    if (status === 'FAILURE' || waiting.received.size >= waiting.count) waiting.enough.abort();
  }
}

function keyOf({ stackId, logicalId }: Omit<SignalledResource, 'physicalId'>): string {
  return `${stackId} ${logicalId}`;
}

function problemOf({ count, received }: Waiting): string | undefined {
  const failures = [...received.values()].filter((status) => status === 'FAILURE').length;
  if (failures > 0) return `Received ${failures} FAILURE signal(s) out of ${count}.`;
  const missing = count - received.size;
  return missing > 0 ? `Failed to receive ${missing} resource signal(s) within the specified duration` : undefined;
}

/** Reads a duration of ISO 8601; the default is five minutes. */
function milliseconds(timeout: unknown): number {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(String(timeout)) ?? [
    0, 0, 5,
  ];
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
