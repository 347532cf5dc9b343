import { launchOrAdopt } from './operations/launch';
import { followRecord } from './operations/record';
import { Job, Step } from './step/job';

export async function create(job: Job): Promise<Step> {
  const { record } = job.progress;
  return record ? followRecord(job, record) : launchOrAdopt(job);
}
