import { Evidence } from './history';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { ProvisionedProduct } from '../../local-cloud/service-catalog/model/provisioned-product';

/** What the function grants to the clocks of two services. */
const CLOCK_SLACK_MILLISECONDS = 5_000;

/** A rollback leaves what is older than what it rolls back, several deploys perhaps, also where those have taken it up again. */
export function isKeptByRollback(evidence: Evidence, exchange: Exchange, { createdTime }: ProvisionedProduct): boolean {
  const ofStack = evidence
    .eventsBefore(exchange)
    .filter(({ physicalResourceId }) => physicalResourceId === exchange.event.StackId);
  const stable = ofStack.filter(({ resourceStatus }) => resourceStatus.endsWith('_COMPLETE')).at(-1);
  const update = ofStack.find(
    (one) =>
      one.resourceStatus === 'UPDATE_IN_PROGRESS' && ofStack.indexOf(one) > (stable ? ofStack.indexOf(stable) : -1),
  );
  const isRollback = ofStack.at(-1)?.resourceStatus.startsWith('UPDATE_ROLLBACK_') === true;
  return isRollback && update !== undefined && createdTime < update.timestamp - CLOCK_SLACK_MILLISECONDS;
}
