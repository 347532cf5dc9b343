import { type Prepared, prepare } from './prepare';
import { withPace } from './stack-set';
import { isNameTaken, errorMessage } from '../aws/errors';
import { AccessMissing } from '../catalog/access';
import { log } from '../log';
import { Failure } from '../messages/failure';
import { assertNotSuperseded } from '../ordering/assert-current';
import { findProvisionedProduct } from '../provisioned-product/find';
import { awaitRecord } from '../provisioned-product/follow-record';
import { classifyRefusal, waitWhileBusy } from '../provisioned-product/refusal';
import { topicsOf } from '../request/names';
import { isOfAttempt } from '../request/ownership';
import { token } from '../request/token';
import { redact, withoutSecrets } from '../secrets/redact';
import { type StepContext, repeatNow, type Step } from '../step/context';
import { mayStillAppear, waitBriefly } from '../step/pause';

export async function launch(context: StepContext, name: string): Promise<Step> {
  const prepared = await prepare(context, context.event.RequestType === 'Update' ? 'lost' : 'none');
  await assertNotSuperseded(context);
  return provision(context, name, prepared);
}

async function provision(context: StepContext, name: string, prepared: Prepared): Promise<Step> {
  const { cloud, event, progress } = context;
  const { declared, target, secrets, parameters } = prepared;
  try {
    const { RecordDetail: record } = await cloud.serviceCatalog.provisionProduct({
      ProvisionedProductName: name,
      ProvisionToken: token(event, progress.calls),
      ProductId: target.productId,
      ProvisioningArtifactId: target.versionId,
      PathId: target.pathId,
      AcceptLanguage: target.language,
      ProvisioningParameters: parameters,
      Tags: [...declared.tags],
      NotificationArns: [...topicsOf(event.ResourceProperties)],
      ProvisioningPreferences: declared.preferences && withPace(declared.preferences),
    });
    log('launch', { resource: event.LogicalResourceId, product: target.description, record: record?.RecordId });
    const launched = `${name} (${target.description})`;
    return awaitRecord(context, {
      operation: 'launch',
      of: launched,
      provisionedProductId: record?.ProvisionedProductId ?? '',
      id: record?.RecordId,
      secretVersions: secrets.versions,
    });
  } catch (error) {
    return refusedLaunch(context, name, prepared, error);
  }
}

async function refusedLaunch(
  context: StepContext,
  name: string,
  { target, secrets }: Prepared,
  error: unknown,
): Promise<Step> {
  const refusal = classifyRefusal(error);
  const words = redact(errorMessage(error), Object.values(secrets.values));
  switch (refusal) {
    case 'retry':
      throw withoutSecrets(error, secrets.values);
    case 'access':
      throw new AccessMissing(words);
    case 'busy':
      return waitWhileBusy(context, 'the launch', words);
  }
  // There was no product of that name a moment ago: the name of a terminated product is not free yet, or a launch of
  // ours took effect meanwhile. The next step shows which.
  if (isNameTaken(error) && mayStillAppear(context, 'name')) return waitBriefly(context, 'name', words);
  // A used token may be rejected although its launch took effect and only the reply was lost.
  const made = await findProvisionedProduct(context.cloud, { Name: name });
  if (made && isOfAttempt(context.event, made)) return repeatNow(context, {});
  throw new Failure({
    what: `Service Catalog refused to launch ${target.description} as ${name}`,
    words,
    advice: 'Nothing was launched; correct the cause and deploy again',
    isRetryable: refusal === 'later',
  });
}
