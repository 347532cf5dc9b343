import { type History } from '../history/history';

/** A resource updates and terminates only products that it launched itself. */
export function onlyOwn(history: History): string[] {
  return history.records.flatMap((record) => {
    const origin = history.originOf(record);
    const owner = history.launchedFor(record.provisionedProduct);
    if (origin === undefined || origin.resource === owner?.resource) return [];
    const { id } = record.provisionedProduct;
    return [`${origin.logicalId} made ${record.type} (${record.id}) on ${id}, of ${owner?.logicalId ?? 'nobody here'}`];
  });
}
