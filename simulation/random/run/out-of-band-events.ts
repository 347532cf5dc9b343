import { SECRET, STACK } from './app-template';
import { forge } from './forge';
import { publish, rotateSecret, SimulatedCloud, tidyUpCatalog } from './simulated-cloud';
import { AwsError } from '../../../local-cloud/gateway/service';
import { hasEnded, ProvisionedProductState } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { LogicalId } from '../scenario/app';
import { ChangeByHand, OutOfBandEvent } from '../scenario/scenario';

/** Something that is to happen, unless it is called off before. */
export interface Expected {
  /** Resolves when it has happened, or will not happen. */
  readonly ended: Promise<void>;
  cancel(): void;
}

/** Lets it happen after its time. What the cloud refuses to let happen does not happen. */
export function happen(simulated: SimulatedCloud, happening: OutOfBandEvent): Expected {
  let cancel = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    const cancelTimer = simulated.cloud.clock.timer(happening.afterSeconds * 1000, () => {
      cancel = () => {};
      attempt(() => bringAbout(simulated, happening)).then(resolve, reject);
    });
    cancel = () => {
      cancelTimer();
      resolve();
    };
  });
  return { ended, cancel: () => cancel() };
}

async function attempt(work: () => Promise<unknown> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function bringAbout(simulated: SimulatedCloud, happening: OutOfBandEvent): Promise<unknown> | void {
  const { cloudFormation, serviceCatalog, secrets } = simulated.cloud;
  const { catalog, outOfBand } = serviceCatalog;
  switch (happening.what) {
    case 'terminate':
      return outOfBand.terminate(physicalId(simulated, happening.id));
    case 'taint':
      return enter(simulated, happening.id, { status: 'TAINTED', message: 'somebody has changed a resource' });
    case 'spoil':
      return enter(simulated, happening.id, { status: 'ERROR', message: 'a resource is gone' });
    case 'mystify':
      return enter(simulated, happening.id, { status: MYSTERIOUS });
    case 'plan':
      return isStable(simulated, happening.id) ? outOfBand.openPlan(physicalId(simulated, happening.id)) : undefined;
    case 'update':
      return changeByHand(simulated, happening.id, happening.change);
    case 'publish':
      return publish(simulated, happening.product, happening.name, happening.content);
    case 'lose access':
      return outOfBand.loseAccess(simulated.products[happening.product], roleArn(simulated));
    case 'give access':
      return catalog.associatePrincipal(simulated.portfolio, roleArn(simulated));
    case 'deactivate':
      return catalog.deactivateVersion(
        simulated.products[happening.product],
        simulated.versions[happening.product][happening.version],
      );
    case 'deprecate':
      return catalog.deprecateVersion(
        simulated.products[happening.product],
        simulated.versions[happening.product][happening.version],
      );
    case 'activate':
      catalog.product(simulated.products[happening.product]).versions.forEach((version) => (version.active = true));
      return;
    case 'forge':
      return forge(simulated, happening.forgery);
    case 'move paths':
      return outOfBand.changePathIds();
    case 'occupy Control Tower':
      return outOfBand.occupyAccountFactory(5);
    case 'leave Control Tower':
      return outOfBand.occupyAccountFactory(0);
    case 'rotate the secret':
      return rotateSecret(simulated.cloud, simulated);
    case 'delete the secret':
      return void secrets.delete(SECRET);
    case 'restore the secret':
      return void secrets.restore(SECRET);
    case 'tidy up':
      return tidyUp(simulated);
    case 'cancel the update':
      return cloudFormation.cancelUpdateStack(STACK);
    case 'delete the stack':
      return cloudFormation.deleteStack(STACK);
  }
}

/** None that Service Catalog has documented. */
const MYSTERIOUS = 'RECONCILING';

/** What is left for a person to do when all is to go well again. */
function tidyUp(simulated: SimulatedCloud): void {
  const { secrets, serviceCatalog } = simulated.cloud;
  tidyUpCatalog(simulated);
  if (secrets.all().length === 0) secrets.restore(SECRET);
  for (const { id, plan, state } of serviceCatalog.store.present) {
    if (plan) serviceCatalog.outOfBand.closePlan(id);
    else if (state.status === MYSTERIOUS) serviceCatalog.outOfBand.taint(id, 'it is known again');
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

/** Not while an operation is under way: its end decides about the state. */
function enter(simulated: SimulatedCloud, id: LogicalId, state: ProvisionedProductState): void {
  if (isStable(simulated, id)) simulated.cloud.serviceCatalog.outOfBand.enter(physicalId(simulated, id), state);
}

function isStable(simulated: SimulatedCloud, id: LogicalId): boolean {
  const { store } = simulated.cloud.serviceCatalog;
  const product = store.present.find((one) => one.id === physicalId(simulated, id));
  return product !== undefined && product.plan === undefined && product.records.every(hasEnded);
}

/** Of what stands for the declared product now, if anything does. */
function physicalId({ cloud }: SimulatedCloud, id: LogicalId): string {
  return cloud.cloudFormation.stack(STACK)?.resources.get(id)?.physicalId ?? '';
}

function roleArn({ cloud: { functions } }: SimulatedCloud): string {
  const [functionName = ''] = functions.names();
  return functions.find(functionName)?.roleArn ?? '';
}
