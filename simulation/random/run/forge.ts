import { STACK } from './app-template';
import { SimulatedCloud } from './simulated-cloud';
import { CustomResourceEvent } from '../../../local-cloud/cloudformation/custom-resource/custom-resource-event';
import { LocalCloud } from '../../../local-cloud/local-cloud';
import { LogicalId } from '../scenario/app';

/** Nothing: it is an event. Otherwise it is a step, which claims to have got so far. */
export const CLAIMS = [
  'nothing',
  'a first step',
  'a launch',
  'a record',
  'a scope',
  'an older execution',
  'no CloudFormation',
] as const;

/** A request that CloudFormation has not sent: whoever may invoke the function can write any. */
export interface Forgery {
  readonly request: 'Create' | 'Update' | 'Delete';
  /** Whose request it claims to be. */
  readonly from: 'the resource' | 'a resource that is not declared' | 'another stack';
  /** The declared product that it is about. */
  readonly id: LogicalId;
  /** The product whose id it bears: that of the declared product, or that of anybody else. */
  readonly bears: 'its own id' | 'the id of another product' | 'no id';
  readonly dated: 'now' | 'tomorrow';
  readonly claims: (typeof CLAIMS)[number];
}

const DAY_MILLISECONDS = 24 * 3_600_000;

/** For ever in any step that is forged. */
const FAR_AWAY = 1e15;

/**
 * Sends it to the function of the stack, if there is a request to copy. What is dated tomorrow cannot be told from what is
 * dated now where URLs bear no date.
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
    PhysicalResourceId: RequestType === 'Create' ? undefined : physicalId(cloud, forgery),
    OldResourceProperties: RequestType === 'Update' ? ResourceProperties : undefined,
  };
}

/** Where nobody waits for an answer. */
function forgedUrl({ clock }: LocalCloud, { dated }: Forgery, { ResponseURL }: CustomResourceEvent): string {
  const url = new URL(ResponseURL);
  url.pathname += `-forged-${clock.now()}`;
  if (url.searchParams.has('X-Amz-Date')) {
    const time = clock.now() + (dated === 'tomorrow' ? DAY_MILLISECONDS : 0);
    url.searchParams.set('X-Amz-Date', new Date(time).toISOString().replace(/[-:]|\.\d+/g, ''));
  }
  return url.href;
}

function physicalId(cloud: LocalCloud, { id, bears }: Forgery): string {
  const own = cloud.cloudFormation.stack(STACK)?.resources.get(id)?.physicalId;
  const another = cloud.serviceCatalog.store.present.find((product) => product.id !== own);
  const borne = { 'its own id': own, 'the id of another product': another?.id, 'no id': undefined }[bears];
  return borne ?? `${STACK}-${id}`;
}

function claimedProgress(cloud: LocalCloud, { claims }: Forgery, { PhysicalResourceId: id }: CustomResourceEvent) {
  const progress = { startedAt: 0, deadline: FAR_AWAY, calls: 1, older: [] };
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
