import { requestedAt } from './times';
import type { StackResource } from '../aws/cloud';
import type { Job } from '../operations/job';

const STATUS = { Create: 'CREATE_IN_PROGRESS', Update: 'UPDATE_IN_PROGRESS', Delete: 'DELETE_IN_PROGRESS' };

/** CloudFormation stamps resource and request one after the other. */
const CLOCK_SLACK_MILLISECONDS = 10_000;

/** CloudFormation has given this request up: what it asked for must not happen any more. */
export class Superseded extends Error {
  constructor() {
    super('CloudFormation no longer waits for this request; nothing was changed for it.');
  }
}

/**
 * Asked right before a call that changes something: an event may be delivered late, after a newer one was answered, and
 * then only CloudFormation knows.
 */
export async function assertStillWanted(job: Job): Promise<void> {
  const resource = await stackResource(job);
  if (resource === undefined || !isWanted(job, resource)) throw new Superseded();
}

/**
 * Whether the Delete means the whole resource and not just an old product that was replaced: only then does what we
 * find by name belong to it.
 */
export async function removesTheResource(job: Job): Promise<boolean> {
  const resource = await stackResource(job);
  if (resource === undefined) return false;
  const samePhysicalId = resource.physicalId === undefined || resource.physicalId === job.event.PhysicalResourceId;
  return samePhysicalId && isWanted(job, resource);
}

function stackResource({ cloud, event }: Job): Promise<StackResource | undefined> {
  return cloud.stackResource(event.StackId, event.LogicalResourceId);
}

function isWanted({ event }: Job, resource: StackResource): boolean {
  const requested = requestedAt(event);
  const changedSince = requested !== undefined && resource.changedAt > requested + CLOCK_SLACK_MILLISECONDS;
  return resource.status === STATUS[event.RequestType] && !changedSince;
}
