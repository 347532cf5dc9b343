import { type Clock } from '../../clock/clock';
import { type ProductBehaviour } from '../behaviours';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** Denies actions whose permissions have not taken effect yet, with IAM's message. */
export class Denials {
  private readonly firstTimes = new WeakMap<ProductBehaviour, number>();

  constructor(private readonly clock: Clock) {}

  /** Returns the reason why CloudFormation's action is denied, or undefined. */
  of(
    action: 'CreateStack' | 'UpdateStack' | 'DeleteStack',
    behaviour: ProductBehaviour,
    target: ProvisionedProduct,
    launch: LaunchSpec,
  ): string | undefined {
    const { deniedInRecordFor } = behaviour;
    if (deniedInRecordFor === undefined) return undefined;
    const now = this.clock.now();
    const first = this.firstTimes.get(behaviour) ?? now;
    this.firstTimes.set(behaviour, first);
    return now < first + deniedInRecordFor ? denialMessage(`cloudformation:${action}`, target, launch) : undefined;
  }
}

function denialMessage(
  action: string,
  { id, arn }: ProvisionedProduct,
  { launchRoleArn = 'launch' }: LaunchSpec,
): string {
  const [, partition, , region, account] = arn.split(':');
  const user = `arn:${partition}:sts::${account}:assumed-role/${launchRoleArn.split('/').at(-1)}/servicecatalog`;
  const stack = `arn:${partition}:cloudformation:${region}:${account}:stack/SC-${account}-${id}/*`;
  return `User: ${user} is not authorized to perform: ${action} on resource: ${stack} because no identity-based policy allows the ${action} action`;
}
