import type { UpdateProvisioningParameter } from '@aws-sdk/client-service-catalog';
import { accessOf } from '../catalog/access';
import {
  checkParameters,
  describeParameters,
  type Described,
  type PreviousValues,
  renderParameters,
} from '../catalog/parameters';
import { logTagsThatMayStay } from '../catalog/tags';
import { resolveTarget, type Target } from '../catalog/target';
import { assertNotSuperseded } from '../ordering/assert-current';
import { type Declaration, parseDeclaration } from '../request/declaration';
import { type ReadSecrets, readSecrets } from '../secrets/read';
import type { StepContext } from '../step/context';

/** The input of a launch or an update, resolved and validated before the call. */
export interface Prepared {
  readonly declared: Declaration;
  readonly target: Target;
  readonly described: Described;
  readonly secrets: ReadSecrets;
  readonly parameters: UpdateProvisioningParameter[];
}

export async function prepare(
  context: StepContext,
  previous: PreviousValues,
  currentVersionId?: string,
): Promise<Prepared> {
  const { cloud, event } = context;
  const declared = parseDeclaration(event.ResourceProperties);
  const { AcceptLanguage } = event.ResourceProperties;
  const target = await resolveTarget(cloud, declared, AcceptLanguage, accessOf(context), currentVersionId);
  const described = await describeParameters(cloud.serviceCatalog, target);
  logTagsThatMayStay(event, described);
  if (Object.keys(declared.secretParameters).length > 0) await assertNotSuperseded(context);
  const secrets = await readSecrets(cloud, declared.secretParameters);
  checkParameters(described, declared, secrets.values, target, previous);
  const parameters = renderParameters(described, declared, secrets.values, previous);
  return { declared, target, described, secrets, parameters };
}
