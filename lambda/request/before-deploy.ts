import { CLOCK_SLACK_MILLISECONDS } from './times';
import type { ProvisionedProduct } from '../operations/provisioned-product';
import type { Job } from '../step/job';

/**
 * Whether a rollback has met a product that is older than the deploy that is rolled back: one that was retained, or left
 * behind, and then taken up again. A rollback brings back what was before; so such a product stays.
 */
export async function wasThereBefore({ cloud, event }: Job, product: ProvisionedProduct): Promise<boolean> {
  if (product.CreatedTime === undefined) return false;
  // Nothing of ours is older than the stack itself.
  if (!(await cloud.stackStatus(event.StackId))?.startsWith('UPDATE_ROLLBACK')) return false;
  const moment = product.CreatedTime.getTime() + CLOCK_SLACK_MILLISECONDS;
  // By the events, as how the time of the last update that DescribeStacks tells relates to its rollback is not documented.
  for await (const { physicalId, status, at } of cloud.stackEvents(event.StackId)) {
    if (at < moment) return false;
    if (physicalId === event.StackId && status === 'UPDATE_IN_PROGRESS') return true;
  }
  return false;
}
