import { Stack } from './stack';
import { AwsError } from '../gateway/service';
import { BoundTemplate } from './template/bound-template';

/** What CloudFormation refuses at the call, in its words. */
export function refuseStackName(stackName: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(stackName)) return;
  refuse(
    `1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
  );
}

export function refuseUpdate({ stackId, status }: Stack): void {
  if (
    [
      'CREATE_COMPLETE',
      'CREATE_FAILED',
      'IMPORT_COMPLETE',
      'IMPORT_ROLLBACK_COMPLETE',
      'UPDATE_COMPLETE',
      'UPDATE_FAILED',
      'UPDATE_ROLLBACK_COMPLETE',
    ].includes(status)
  ) {
    return;
  }
  refuse(`Stack:${stackId} is in ${status} state and can not be updated.`);
}

export function refuseTypeChanges(stack: Stack, template: BoundTemplate): void {
  const changed = [...template.resources].filter(([logicalId, { Type }]) => {
    const current = stack.resources.get(logicalId);
    return current !== undefined && current.type !== Type;
  });
  if (changed.length === 0) return;
  refuse(
    'Update of resource type is not permitted. The new template modifies resource type of the following resources: ' +
      `[${changed.map(([logicalId]) => logicalId).join(', ')}]`,
  );
}

export function refuseDeletion({ stackId, stackName, status, terminationProtection }: Stack): void {
  if (terminationProtection) {
    refuse(`Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (status.startsWith('UPDATE_') && status.endsWith('_IN_PROGRESS')) {
    refuse(`Stack [${stackId}] cannot be deleted while in status ${status}`);
  }
}

function refuse(message: string): never {
  throw new AwsError('ValidationError', message);
}
