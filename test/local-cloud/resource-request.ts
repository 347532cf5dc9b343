import { Properties, ResourceRequest } from '../../local-cloud/cloudformation/resource-handlers/resource-handler';

/** What the stack engine hands to the handler of a resource. */
export function resourceRequest(type: string, properties: Properties): ResourceRequest {
  return {
    stackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/app/0a1b',
    stackName: 'app',
    logicalId: 'Thing',
    type,
    properties,
    signal: new AbortController().signal,
  };
}
