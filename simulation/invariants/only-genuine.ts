import { Evidence } from '../history/history';
import { isRead } from '../history/secrets';

/** What CloudFormation has not asked for has no effect: nothing is made, no secret read, and nothing told of a product. */
export function nothingForged(evidence: Evidence): string[] {
  const sent = new Set(evidence.exchanges.map(({ event }) => event.ResponseURL));
  const isForged = (request: string | undefined) => request !== undefined && !sent.has(request);
  const calls = evidence.cloud.ledger.entries.filter(({ invocation }) =>
    isForged(evidence.originOfInvocation(invocation)?.request),
  );
  return [
    ...evidence.records
      .filter((record) => isForged(evidence.originOf(record)?.request))
      .map(({ type, id, provisionedProduct }) => `a forged request made ${type} (${id}) on ${provisionedProduct.id}`),
    ...calls.filter(isRead).map(({ operation }) => `a forged request read a secret (${operation})`),
    ...calls
      .filter(({ service }) => service === 'custom-resource-response')
      .map(({ input }) => JSON.stringify(input))
      .filter((answer) => answer.includes('ProvisionedProductArn'))
      .map((answer) => `a forged request was answered with what a product is: ${answer}`),
  ];
}
