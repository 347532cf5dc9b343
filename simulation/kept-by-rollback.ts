import { Evidence } from './evidence';
import { Exchange } from '../local-cloud/cloudformation/custom-resource/exchange';
import { ProvisionedProduct } from '../local-cloud/service-catalog/provisioned-product';

/** What the function grants to the clocks of two services. */
const CLOCK_SLACK_MILLISECONDS = 5_000;

/** A rollback leaves what is older than the deploy that it rolls back, also where that has taken it up again. */
export function isKeptByRollback(
  { events }: Evidence,
  { event, sentAt }: Exchange,
  { createdTime }: ProvisionedProduct,
): boolean {
  const ofStack = events.filter(
    ({ physicalResourceId, timestamp }) => physicalResourceId === event.StackId && timestamp <= sentAt,
  );
  const update = ofStack.filter(({ resourceStatus }) => resourceStatus === 'UPDATE_IN_PROGRESS').at(-1);
  const isRollback = ofStack.at(-1)?.resourceStatus.startsWith('UPDATE_ROLLBACK_') === true;
  return isRollback && update !== undefined && createdTime < update.timestamp - CLOCK_SLACK_MILLISECONDS;
}
