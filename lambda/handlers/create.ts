import { launchOrAdopt } from '../operations/provision';
import { followRecord } from '../provisioned-product/follow-record';
import { Job, Step } from '../step/context';

export async function create(job: Job): Promise<Step> {
  const { record } = job.progress;
  return record ? followRecord(job, record) : launchOrAdopt(job);
}
