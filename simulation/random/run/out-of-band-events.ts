import { publish, restoreVersions } from './catalog';
import { SECRET, STACK } from './environment';
import { forge } from './forge';
import { rotateSecret } from './secret';
import type { SimulatedCloud } from './simulated-cloud';
import { AwsError } from '../../../local-cloud/gateway/service';
import { hasEnded, type ProvisionedProductState } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type LogicalId } from '../scenario/drawn-app';
import { type ChangeByHand, type OutOfBandEvent } from '../scenario/scenario';

export interface ScheduledEvent {
  /** Resolves when the event has taken place or was cancelled. */
  readonly ended: Promise<void>;
  cancel(): void;
}

/** Schedules an event. What the cloud refuses does not take place. */
export function schedule(simulated: SimulatedCloud, event: OutOfBandEvent): ScheduledEvent {
  let cancel = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    const cancelTimer = simulated.cloud.clock.timer(event.afterSeconds * 1000, () => {
      cancel = () => {};
      unlessRefused(() => apply(simulated, event)).then(resolve, reject);
    });
    cancel = () => {
      cancelTimer();
      resolve();
    };
  });
  return { ended, cancel: () => cancel() };
}

async function unlessRefused(work: () => Promise<unknown> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function apply(simulated: SimulatedCloud, event: OutOfBandEvent): Promise<unknown> | void {
  const { cloudFormation, serviceCatalog, secrets } = simulated.cloud;
  const { catalog, outOfBand } = serviceCatalog;
  switch (event.kind) {
    case 'terminate':
      return outOfBand.terminate(physicalId(simulated, event.id));
    case 'taint':
      return enter(simulated, event.id, { status: 'TAINTED', message: 'somebody has changed a resource' });
    case 'break':
      return enter(simulated, event.id, { status: 'ERROR', message: 'a resource is gone' });
    case 'enter unknown state':
      return enter(simulated, event.id, { status: UNKNOWN_STATUS });
    case 'open plan':
      return isStable(simulated, event.id) ? outOfBand.openPlan(physicalId(simulated, event.id)) : undefined;
    case 'update':
      return changeByHand(simulated, event.id, event.change);
    case 'publish':
      return publish(simulated.cloud, simulated, { ...event, takesNotes: simulated.takesNotes });
    case 'revoke access':
      return outOfBand.loseAccess(simulated.products[event.product], roleArn(simulated));
    case 'grant access':
      return catalog.associatePrincipal(simulated.portfolio, roleArn(simulated));
    case 'deactivate':
      return catalog.deactivateVersion(
        simulated.products[event.product],
        simulated.versions[event.product][event.version],
      );
    case 'deprecate':
      return catalog.deprecateVersion(
        simulated.products[event.product],
        simulated.versions[event.product][event.version],
      );
    case 'activate':
      catalog.product(simulated.products[event.product]).versions.forEach((version) => (version.active = true));
      return;
    case 'forge':
      return forge(simulated, event.forgery);
    case 'change path ids':
      return outOfBand.changePathIds();
    case 'occupy Control Tower':
      return outOfBand.occupyAccountFactory(5);
    case 'release Control Tower':
      return outOfBand.occupyAccountFactory(0);
    case 'rotate the secret':
      return rotateSecret(simulated.cloud, simulated);
    case 'delete the secret':
      return void secrets.delete(SECRET);
    case 'restore the secret':
      return void secrets.restore(SECRET);
    case 'repair':
      return repair(simulated);
    case 'cancel the update':
      return cloudFormation.cancelUpdateStack(STACK);
    case 'delete the stack':
      return cloudFormation.deleteStack(STACK);
  }
}

/** A status that Service Catalog does not document. */
const UNKNOWN_STATUS = 'RECONCILING';

/** Does what only a person can do, so that the next deployments can succeed. */
function repair(simulated: SimulatedCloud): void {
  const { secrets, serviceCatalog } = simulated.cloud;
  restoreVersions(simulated.cloud, simulated);
  if (secrets.all().length === 0) secrets.restore(SECRET);
  for (const { id, plan, state } of serviceCatalog.store.present) {
    if (plan) serviceCatalog.outOfBand.closePlan(id);
    else if (state.status === UNKNOWN_STATUS) serviceCatalog.outOfBand.taint(id, 'it is known again');
  }
}

function changeByHand(simulated: SimulatedCloud, id: LogicalId, change: ChangeByHand): void {
  const { store, outOfBand } = simulated.cloud.serviceCatalog;
  const product = store.present.find((one) => one.id === physicalId(simulated, id));
  if (product === undefined) return;
  const { launch } = product;
  const { Size = 'size-small' } = launch.parameters;
  const another = launch.product.versions.filter(
    ({ active, id: versionId }) => active && versionId !== launch.version.id,
  );
  if (change === 'upstream') outOfBand.update(product.id, { Upstream: 'changed by hand' });
  if (change === 'size') outOfBand.update(product.id, { Size: Size === 'size-small' ? 'size-large' : 'size-small' });
  if (change === 'version') outOfBand.update(product.id, {}, { versionId: another.at(-1)?.id });
  const broken = another.find(({ name }) => name === 'broken');
  if (change === 'broken version' && broken) outOfBand.update(product.id, {}, { versionId: broken.id });
}

/** Not during an operation, as its end sets the state. */
function enter(simulated: SimulatedCloud, id: LogicalId, state: ProvisionedProductState): void {
  if (isStable(simulated, id)) simulated.cloud.serviceCatalog.outOfBand.enter(physicalId(simulated, id), state);
}

function isStable(simulated: SimulatedCloud, id: LogicalId): boolean {
  const { store } = simulated.cloud.serviceCatalog;
  const product = store.present.find((one) => one.id === physicalId(simulated, id));
  return product !== undefined && product.plan === undefined && product.records.every(hasEnded);
}

/** Returns an empty text if the declared product has no physical id. */
function physicalId({ cloud }: SimulatedCloud, id: LogicalId): string {
  return cloud.cloudFormation.stack(STACK)?.resources.get(id)?.physicalId ?? '';
}

function roleArn({ cloud: { functions } }: SimulatedCloud): string {
  const [functionName = ''] = functions.names();
  return functions.find(functionName)?.roleArn ?? '';
}
