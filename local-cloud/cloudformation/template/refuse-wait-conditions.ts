import { type ResourceDefinition } from './template';
import { TemplateError } from './template-error';

/** Refuses what waits for a PUT to the URL of its handle: nothing runs in the local cloud that would send it. */
export function refuseWaitConditions(resources: ReadonlyMap<string, ResourceDefinition>): void {
  for (const [logicalId, { Type, Properties = {} }] of resources) {
    if (Type !== 'AWS::CloudFormation::WaitCondition' || String(Properties.Count) === '0') continue;
    throw new TemplateError(
      `The local cloud does not serve WaitConditions, as ${logicalId} is: no instance runs in it that could send the ` +
        'signal. Leave it out by a condition where the template is tried, or wait by a CreationPolicy.',
    );
  }
}
