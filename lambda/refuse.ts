import { deliver } from './answer/deliver';
import { Failure } from './answer/failure';
import type { Cloud } from './aws/cloud';
import { AnswerableRequest, eventProblem } from './request/event';

/** A request that cannot be understood is answered all the same: CloudFormation would wait an hour for it. */
export async function refuse(request: AnswerableRequest, cloud: Cloud): Promise<void> {
  const { message } = new Failure({
    what: `The request for ${request.LogicalResourceId} cannot be understood: ${eventProblem(request)}`,
    advice: 'Declare the resource with the ProvisionedProduct construct',
  });
  const PhysicalResourceId = request.PhysicalResourceId ?? request.LogicalResourceId;
  const delivered = await deliver(cloud, request, { Status: 'FAILED', PhysicalResourceId, Reason: message });
  if (!delivered) throw new Error('the answer URL could not be reached');
}
