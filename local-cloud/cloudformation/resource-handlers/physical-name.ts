import { type ResourceRequest } from './resource-handler';
import { deterministicSuffix } from '../../deterministic-id';

/** The name that CloudFormation makes up for a resource that the template does not name. */
export function physicalName({ stackId, stackName, logicalId }: ResourceRequest, maximumLength: number): string {
  const suffix = deterministicSuffix(stackId, logicalId);
  const room = maximumLength - suffix.length - 2;
  const stackPart = stackName.slice(0, Math.max(Math.ceil(room / 2), room - logicalId.length));
  return `${stackPart}-${logicalId.slice(0, room - stackPart.length)}-${suffix}`;
}
