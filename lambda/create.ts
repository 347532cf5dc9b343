import { Job, Step } from './operations/job';
import { launchOrAdopt } from './operations/launch';
import { followRecord } from './operations/record';

export async function create(job: Job): Promise<Step> {
  const { record } = job.progress;
  return record ? followRecord(job, record) : launchOrAdopt(job);
}
