import { Evidence } from './history';
import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { InvocationRecord } from '../../local-cloud/lambda/invocation';

const TRIES_OF_LAMBDA = 3;

/**
 * Whether nobody could answer while CloudFormation waited: no step was made for the request, and the last try of every
 * delivery died before it could answer. An earlier try may leave its trouble to the next one.
 */
export function neverArrived(evidence: Evidence, exchange: Exchange): boolean {
  const { endedAt = Infinity } = exchange;
  const deliveries = evidence.deliveriesOf(exchange).filter(([first]) => first && first.startedAt < endedAt);
  return (
    deliveries.length > 0 &&
    !evidence.madeStepsFor(exchange, endedAt) &&
    deliveries.every((tries) => died(evidence, tries))
  );
}

function died({ cloud }: Evidence, tries: readonly InvocationRecord[]): boolean {
  const last = tries.at(-1);
  if (last === undefined || tries.length < TRIES_OF_LAMBDA) return false;
  if (last.fault !== undefined) return true;
  const calls = cloud.ledger.entries.filter(
    ({ invocation, time }) => invocation === last.requestId && time >= last.startedAt,
  );
  if (last.outcome === 'killed') return calls.some(({ fault }) => fault?.startsWith('killed'));
  const answers = calls.filter(({ service }) => service === 'custom-resource-response');
  return answers.length > 0 && answers.every(({ fault }) => fault !== undefined);
}
