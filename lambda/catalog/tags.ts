import type { DescribeProvisioningParametersOutput } from '@aws-sdk/client-service-catalog';
import { log } from '../log';
import type { CustomResourceEvent } from '../request/event';

/** Logs the keys of tags whose change Service Catalog may ignore. */
export function logTagsThatMayStay(
  { LogicalResourceId: resource, OldResourceProperties: before, ResourceProperties: after }: CustomResourceEvent,
  { UsageInstructions = [] }: DescribeProvisioningParametersOutput,
): void {
  if (before === undefined) return;
  const former = valuesOf(before.Tags);
  const wanted = valuesOf(after.Tags);
  const removed = [...former.keys()].filter((key) => !wanted.has(key));
  const changed = [...wanted].filter(([key, value]) => former.get(key) !== value).map(([key]) => key);
  const mayNotChange = UsageInstructions.some(
    ({ Type, Value }) => Type === 'tagUpdateOnProvisionedProduct' && Value === 'NOT_ALLOWED',
  );
  if (mayNotChange && changed.length + removed.length > 0) {
    log('tag change not allowed', { resource, tags: [...changed, ...removed].join(', ') });
  } else if (removed.length > 0) {
    // UpdateProvisionedProduct cannot remove a tag.
    log('tags may stay', { resource, tags: removed.join(', ') });
  }
}

function valuesOf(tags: CustomResourceEvent['ResourceProperties']['Tags'] = []): ReadonlyMap<string, string> {
  return new Map(tags.map(({ Key, Value }) => [Key, Value]));
}
