import { type History } from '../history/history';
import { readsSecret } from '../history/secrets';

/** A request that CloudFormation did not send changes nothing, reads no secret and learns nothing of a product. */
export function onlyGenuine(history: History): string[] {
  const sent = new Set(history.exchanges.map(({ event }) => event.ResponseURL));
  const isForged = (request: string | undefined) => request !== undefined && !sent.has(request);
  const calls = history.cloud.callLog.entries.filter(({ invocation }) =>
    isForged(history.originOfInvocation(invocation)?.request),
  );
  return [
    ...history.records
      .filter((record) => isForged(history.originOf(record)?.request))
      .map(({ type, id, provisionedProduct }) => `a forged request made ${type} (${id}) on ${provisionedProduct.id}`),
    ...calls.filter(readsSecret).map(({ operation }) => `a forged request read a secret (${operation})`),
    ...calls
      .filter(({ service }) => service === 'custom-resource-response')
      .map(({ input }) => JSON.stringify(input))
      .filter((response) => response.includes('ProvisionedProductArn'))
      .map((response) => `a forged request was answered with the attributes of a product: ${response}`),
  ];
}
