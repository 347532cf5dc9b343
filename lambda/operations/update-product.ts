import type { DescribeProvisioningParametersOutput } from '@aws-sdk/client-service-catalog';
import { describe, ProvisionedProduct } from './provisioned-product';
import { awaitRecord } from './record';
import { settleIfChanging } from './settle';
import { describeCall, nextStackSetCall, StackSetCall } from './stack-set';
import { succeed } from './success';
import { Failure } from '../answer/failure';
import { isAccessMissing, isBusy, isNoUpdate, mayPass, serviceWords } from '../aws/errors';
import { accessDenied, AccessMissing } from '../catalog/access';
import { checkParameters, describeParameters, renderParameters } from '../catalog/parameters';
import { ReadSecrets, readSecrets, redact, Secrets } from '../catalog/secrets';
import { resolveTarget, Target } from '../catalog/target';
import { log } from '../log';
import { Declaration, parseDeclaration } from '../request/declaration';
import { token } from '../request/identity';
import { assertStillWanted } from '../request/wanted';
import { Job, Step } from '../step/job';
import { pauseFor, waitFor } from '../step/wait';

/** Brings a stable product of ours to what is declared, with the full set of parameters and tags. */
export async function bringToDeclaration(job: Job, product: ProvisionedProduct): Promise<Step> {
  const { cloud, event } = job;
  const declared = parseDeclaration(event.ResourceProperties);
  const language = event.ResourceProperties.AcceptLanguage;
  let target: Target;
  let described: DescribeProvisioningParametersOutput;
  try {
    target = await resolveTarget(cloud, declared, language, product.ProvisioningArtifactId);
    described = await describeParameters(cloud.serviceCatalog, target);
  } catch (error) {
    throw error instanceof AccessMissing || isAccessMissing(error) ? accessDenied(job, error) : error;
  }
  const secrets = await readSecrets(cloud, declared);
  checkParameters(described, declared, secrets.values, target, 'kept');
  const stackSetCall =
    product.Type === 'CFN_STACKSET' ? await nextStackSetCall(job, product, target, described) : undefined;
  if (stackSetCall === 'nothing left') return succeed(job, product);
  if (stackSetCall && describeCall(stackSetCall) === job.progress.stackSetCall) {
    return waitFor(job, `Service Catalog to show what it has done: ${describeCall(stackSetCall)}`);
  }
  await assertStillWanted(job);
  return callUpdate(job, product, target, { declared, described, secrets, stackSetCall });
}

interface Resolved {
  readonly declared: Declaration;
  readonly described: DescribeProvisioningParametersOutput;
  readonly secrets: ReadSecrets;
  readonly stackSetCall?: StackSetCall;
}

async function callUpdate(job: Job, product: ProvisionedProduct, target: Target, resolved: Resolved): Promise<Step> {
  const { cloud, event, progress } = job;
  const { declared, described, secrets, stackSetCall } = resolved;
  const partial = stackSetCall !== undefined && stackSetCall.StackSetOperationType !== 'UPDATE';
  try {
    const { RecordDetail: record } = await cloud.serviceCatalog.updateProvisionedProduct({
      ProvisionedProductId: product.Id,
      UpdateToken: token(event, progress.calls),
      ProductId: target.productId,
      // Instances come and go on the version that runs: a new one is ignored by CREATE, and comes with UPDATE.
      ProvisioningArtifactId: partial ? product.ProvisioningArtifactId : target.versionId,
      PathId: target.pathId,
      AcceptLanguage: target.language,
      ProvisioningParameters: renderParameters(described, declared, secrets.values, 'kept'),
      Tags: [...declared.tags],
      ProvisioningPreferences: stackSetCall && { ...declared.preferences, ...stackSetCall },
    });
    log('update', { resource: event.LogicalResourceId, product: target.description, record: record?.RecordId });
    return awaitRecord(job, {
      operation: 'update',
      of: `${describe(product)} to ${target.description}`,
      provisionedProductId: product.Id,
      id: record?.RecordId,
      stackSetCall: partial ? describeCall(stackSetCall) : undefined,
      secretVersions: secrets.versions,
    });
  } catch (error) {
    return refusedUpdate(job, product, target, error, secrets.values);
  }
}

async function refusedUpdate(
  job: Job,
  product: ProvisionedProduct,
  target: Target,
  error: unknown,
  secrets: Secrets,
): Promise<Step> {
  if (mayPass(error)) throw error;
  const words = redact(serviceWords(error), secrets);
  if (isNoUpdate(serviceWords(error))) return succeed(job, product);
  if (isBusy(serviceWords(error))) return pauseFor(job, 30, `Service Catalog to take the update (${words})`);
  const settling = await settleIfChanging(job, product);
  if (settling) return settling;
  if (isAccessMissing(error)) throw accessDenied(job, new AccessMissing(words));
  throw new Failure({
    what: `Service Catalog refused to update ${describe(product)} to ${target.description}`,
    words,
    advice: 'The product is as it was; correct what it says and deploy again',
  });
}
