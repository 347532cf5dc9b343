import { log } from './log';
import { findProvisionedProduct, isStable, ProvisionedProduct } from './operations/provisioned-product';
import { followRecord } from './operations/record';
import { settle } from './operations/settle';
import { terminate } from './operations/terminate';
import { wasThereBefore } from './request/before-deploy';
import type { CustomResourceEvent } from './request/event';
import { isOurs, isProvisionedProductId, provisionedProductName } from './request/identity';
import { removesTheResource } from './request/wanted';
import { Job, Step } from './step/job';

export async function remove(job: Job): Promise<Step> {
  const { event, progress } = job;
  if (progress.record) return followRecord(job, progress.record);
  const product = await findDoomed(job);
  if (product === undefined) {
    log('gone', { resource: event.LogicalResourceId });
    return done(event);
  }
  if (!isStable(product)) return settle(job, product);
  if (await wasThereBefore(job, product)) {
    log('stays', { resource: event.LogicalResourceId, product: product.Id });
    return done(event);
  }
  return terminate(job, product, {
    IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',
    RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',
  });
}

function done(event: CustomResourceEvent): Step {
  const name = provisionedProductName(event, event.ResourceProperties);
  return { answer: { Status: 'SUCCESS', PhysicalResourceId: event.PhysicalResourceId ?? name, Data: {} } };
}

/**
 * By the id that we once answered; or, where the Create or a new launch was never answered, by the name, provided that
 * it is ours and that CloudFormation removes the resource and not just an old product of it.
 */
async function findDoomed(job: Job): Promise<ProvisionedProduct | undefined> {
  const { cloud, event } = job;
  if (isProvisionedProductId(event.PhysicalResourceId)) {
    const known = await findProvisionedProduct(cloud, { Id: event.PhysicalResourceId });
    if (known) return known;
  }
  const named = await findProvisionedProduct(cloud, { Name: provisionedProductName(event, event.ResourceProperties) });
  return named && isOurs(event, named) && (await removesTheResource(job)) ? named : undefined;
}
