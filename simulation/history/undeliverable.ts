import { type History } from './history';
import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type InvocationRecord } from '../../local-cloud/lambda/invocation';

const ATTEMPTS_OF_LAMBDA = 3;

/**
 * Whether nobody could answer while CloudFormation waited: no step ran for the request, and the last attempt of every
 * delivery died before it could answer. An earlier attempt may leave a failure to the next one.
 */
export function wasNeverProcessed(history: History, exchange: Exchange): boolean {
  const { endedAt = Infinity } = exchange;
  const deliveries = history.deliveriesOf(exchange).filter(([first]) => first && first.startedAt < endedAt);
  return (
    deliveries.length > 0 &&
    !history.ranStepFor(exchange, endedAt) &&
    deliveries.every((attempts) => died(history, attempts))
  );
}

function died({ cloud }: History, attempts: readonly InvocationRecord[]): boolean {
  const last = attempts.at(-1);
  if (last === undefined || attempts.length < ATTEMPTS_OF_LAMBDA) return false;
  if (last.fault !== undefined) return true;
  const calls = cloud.callLog.entries.filter(
    ({ invocation, time }) => invocation === last.requestId && time >= last.startedAt,
  );
  if (last.outcome === 'killed') return calls.some(({ fault }) => fault?.startsWith('killed'));
  const answers = calls.filter(({ service }) => service === 'custom-resource-response');
  return answers.length > 0 && answers.every(({ fault }) => fault !== undefined);
}
