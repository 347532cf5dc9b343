import type { Cloud } from './aws/cloud';
import { Failure } from './messages/failure';
import { leftover } from './messages/provisioned-product';
import { type AnswerableRequest, type CustomResourceEvent, eventProblem } from './request/event';
import { attemptOf, isProvisionedProductId } from './request/ownership';
import { stackName } from './request/stack-id';
import { rejectedPhysicalId } from './response/physical-id';
import type { Response } from './response/response';
import { sendResponse } from './response/send';
import type { Settings } from './settings';

/**
 * Fails a request of a stack that the provider does not serve. It reads nothing, and does not say how to open the
 * provider.
 */
export function foreignStack(request: AnswerableRequest, { stacks }: Settings): Failure {
  const served = stacks === undefined ? 'only its own stack' : `only the stacks ${stacks.join(', ')}`;
  return new Failure({
    what: `${request.LogicalResourceId} is declared in stack ${stackName(request.StackId)}, but its provider serves ${served}`,
    advice: 'Omit `provider`, so that the stack gets a provider of its own',
    leftovers: leftoverOf(request),
  });
}

export function malformedRequest(request: AnswerableRequest): Failure {
  return new Failure({
    what: `The request for ${request.LogicalResourceId} is malformed: ${eventProblem(request)}`,
    advice: 'Declare the resource with the ProvisionedProduct construct',
  });
}

/**
 * Responds to a request that is not served, as CloudFormation would wait an hour for it. A rejected Create has launched
 * nothing, so its Delete succeeds and the stack can be rolled back.
 */
export async function reject(request: AnswerableRequest, why: Failure, cloud: Cloud): Promise<{ done: true }> {
  const { RequestType } = request as Partial<CustomResourceEvent>;
  const PhysicalResourceId = rejectedPhysicalId(request);
  const isDone = RequestType === 'Delete' && attemptOf(PhysicalResourceId) !== undefined;
  const response: Response = isDone
    ? { Status: 'SUCCESS', PhysicalResourceId, Data: {} }
    : { Status: 'FAILED', PhysicalResourceId, Reason: why.message };
  if (!(await sendResponse(cloud, request, response))) throw new Error('the response URL could not be reached');
  return { done: true };
}

function leftoverOf({ PhysicalResourceId: id }: AnswerableRequest): string | undefined {
  return isProvisionedProductId(id) ? leftover(id) : undefined;
}
