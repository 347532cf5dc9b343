import { LogicalId } from './app';
import { STACK } from './app-template';
import { rotateSecret, SimulatedCloud } from './simulated-cloud';
import { Happening } from './story';
import { AwsError } from '../../local-cloud/gateway/service';
import { ProvisionedProductState } from '../../local-cloud/service-catalog/provisioned-product';
import { hasEnded } from '../../local-cloud/service-catalog/record';

/** Something that is to happen, unless it is called off before. */
export interface Expected {
  /** Resolves when it has happened, or will not happen. */
  readonly ended: Promise<void>;
  cancel(): void;
}

/** Lets it happen after its time. What the cloud refuses to let happen does not happen. */
export function happen(simulated: SimulatedCloud, happening: Happening): Expected {
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

function bringAbout(simulated: SimulatedCloud, happening: Happening): Promise<unknown> | void {
  const { cloudFormation, serviceCatalog } = simulated.cloud;
  const { catalog, outside } = serviceCatalog;
  switch (happening.what) {
    case 'terminate':
      return outside.terminate(physicalId(simulated, happening.id));
    case 'taint':
      return enter(simulated, happening.id, { status: 'TAINTED', message: 'somebody has changed a resource' });
    case 'spoil':
      return enter(simulated, happening.id, { status: 'ERROR', message: 'a resource is gone' });
    case 'update':
      outside.update(physicalId(simulated, happening.id), { Upstream: 'changed by hand' });
      return;
    case 'lose access':
      return outside.loseAccess(simulated.products[happening.product], roleArn(simulated));
    case 'give access':
      return catalog.associatePrincipal(simulated.portfolio, roleArn(simulated));
    case 'deactivate':
      return catalog.deactivateVersion(
        simulated.products[happening.product],
        simulated.versions[happening.product][happening.version],
      );
    case 'activate':
      catalog.product(simulated.products[happening.product]).versions.forEach((version) => (version.active = true));
      return;
    case 'move paths':
      return outside.changePathIds();
    case 'occupy Control Tower':
      return outside.occupyAccountFactory(5);
    case 'leave Control Tower':
      return outside.occupyAccountFactory(0);
    case 'rotate the secret':
      return rotateSecret(simulated.cloud);
    case 'cancel the update':
      return cloudFormation.cancelUpdateStack(STACK);
    case 'delete the stack':
      return cloudFormation.deleteStack(STACK);
  }
}

/** Not while an operation is under way: its end decides about the state. */
function enter(simulated: SimulatedCloud, id: LogicalId, state: ProvisionedProductState): void {
  const { ledger, outside } = simulated.cloud.serviceCatalog;
  const product = ledger.present.find((one) => one.id === physicalId(simulated, id));
  const isStable = product?.records.every(hasEnded) ?? false;
  if (product && isStable) outside.enter(product.id, state);
}

/** Of what stands for the declared product now, if anything does. */
function physicalId({ cloud }: SimulatedCloud, id: LogicalId): string {
  return cloud.cloudFormation.stack(STACK)?.resources.get(id)?.physicalId ?? '';
}

function roleArn({ cloud: { functions } }: SimulatedCloud): string {
  const [functionName = ''] = functions.names();
  return functions.find(functionName)?.roleArn ?? '';
}
