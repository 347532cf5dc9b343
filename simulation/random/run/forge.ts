import { STACK } from './environment';
import { type SimulatedCloud } from './simulated-cloud';
import type { OwnRecord, Progress } from '../../../lambda/step/context';
import { type CustomResourceEvent } from '../../../local-cloud/cloudformation/custom-resource/custom-resource-event';
import { type LocalCloud } from '../../../local-cloud/local-cloud';
import type { Forgery } from '../scenario/forgery';

const DAY_MILLISECONDS = 24 * 3_600_000;

/** A deadline that no forged step reaches. */
const NEVER = 1e15;

/**
 * Sends a forged request to the function of the stack, if there is a request to copy. Where URLs have no date, one that is
 * dated tomorrow would be dated now, and is not sent.
 */
export async function forge(simulated: SimulatedCloud, forgery: Forgery): Promise<void> {
  const { cloud } = simulated;
  const [functionName] = cloud.functions.names();
  const copied = cloud.cloudFormation
    .exchanges()
    .filter(({ event }) => event.LogicalResourceId === forgery.id)
    .at(-1)?.event;
  if (functionName === undefined || copied === undefined) return;
  if (forgery.dated === 'tomorrow' && !copied.ResponseURL.includes('X-Amz-Date')) return;
  const event = forgedEvent(cloud, forgery, copied);
  const payload = forgery.claims === 'nothing' ? event : { event, progress: claimedProgress(cloud, forgery, event) };
  await cloud.functions.invokeAsync(functionName, JSON.stringify(payload)).catch(() => undefined);
}

function forgedEvent(cloud: LocalCloud, forgery: Forgery, copied: CustomResourceEvent): CustomResourceEvent {
  const { request: RequestType, from } = forgery;
  const { ResourceProperties } = copied;
  return {
    ...copied,
    RequestType,
    ResponseURL: forgedUrl(cloud, forgery, copied),
    StackId: from === 'another stack' ? copied.StackId.replace(`/${STACK}/`, `/${STACK}-2/`) : copied.StackId,
    LogicalResourceId: from === 'a resource that is not declared' ? 'Intruder' : copied.LogicalResourceId,
    PhysicalResourceId: RequestType === 'Create' ? undefined : forgedPhysicalId(cloud, forgery),
    OldResourceProperties: RequestType === 'Update' ? ResourceProperties : undefined,
  };
}

/** Returns a URL where nobody waits for an answer. */
function forgedUrl({ clock }: LocalCloud, { dated }: Forgery, { ResponseURL }: CustomResourceEvent): string {
  const url = new URL(ResponseURL);
  url.pathname += `-forged-${clock.now()}`;
  if (url.searchParams.has('X-Amz-Date')) {
    const time = clock.now() + (dated === 'tomorrow' ? DAY_MILLISECONDS : 0);
    url.searchParams.set('X-Amz-Date', new Date(time).toISOString().replace(/[-:]|\.\d+/g, ''));
  }
  return url.href;
}

function forgedPhysicalId(cloud: LocalCloud, { id, physicalId }: Forgery): string {
  const own = cloud.cloudFormation.stack(STACK)?.resources.get(id)?.physicalId;
  const another = cloud.serviceCatalog.store.present.find((product) => product.id !== own);
  const forged = { 'its own id': own, 'the id of another product': another?.id, 'no id': undefined }[physicalId];
  return forged ?? `${STACK}-${id}`;
}

/** Typed by the function's own progress, so that no claim loses its meaning when that changes. */
type ClaimedProgress = Omit<Progress, 'record'> & { readonly record?: Partial<OwnRecord> };

function claimedProgress(
  cloud: LocalCloud,
  { claims }: Forgery,
  { PhysicalResourceId: id }: CustomResourceEvent,
): ClaimedProgress | undefined {
  const progress = { startedAt: 0, deadline: NEVER, calls: 1, older: [] };
  const product = cloud.serviceCatalog.store.present.find((one) => one.id === id);
  const running = cloud.stateMachines.executions.find(({ status }) => status === 'RUNNING');
  switch (claims) {
    case 'a launch':
      return { ...progress, failure: 'it has failed', launchedId: id };
    case 'a record':
      return {
        ...progress,
        record: { id: product?.records.at(-1)?.id, operation: 'update', provisionedProductId: id, of: 'it' },
      };
    case 'a scope':
      return { ...progress, scope: {} };
    case 'an older execution':
      return { ...progress, older: running ? [running.executionArn] : [] };
    case 'no CloudFormation':
      return { ...progress, withoutCloudFormation: true };
    default:
      return undefined;
  }
}
