import { type Stack } from './stack';
import { AwsError } from '../../gateway/service';
import { type DeploymentMode } from '../stack-engine';
import { type BoundTemplate } from '../template/bound-template';

export function validateStackName(stackName: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(stackName)) return;
  refuse(
    `1 validation error detected: Value '${stackName}' at 'stackName' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*',
  );
}

export function validateUpdate(
  { stackId, status, ...stack }: Stack,
  deploymentMode: DeploymentMode = 'STANDARD',
): void {
  if (status.endsWith('_FAILED') && stack.deploymentMode === 'EXPRESS' && deploymentMode !== 'EXPRESS') {
    // https://github.com/aws/aws-cdk-cli/issues/1739
    refuse(
      `This stack is in a ${status} state from a previous operation that used EXPRESS deployment mode with ` +
        'disable-rollback. Follow-up operations must use the same DeploymentConfig (mode=EXPRESS) until the stack ' +
        'reaches a *_COMPLETE state.',
    );
  }
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

/** A failure that was kept must be rolled back explicitly, or updated with rollback disabled. */
export function validateRollbackChoice({ status }: Stack, disableRollback: boolean | undefined): void {
  if (disableRollback || (status !== 'UPDATE_FAILED' && status !== 'CREATE_FAILED')) return;
  // https://github.com/aws/aws-cdk-cli/issues/1973
  refuse(
    `This stack is currently in a non-terminal [${status}] state. To update the stack from this state, please use the ` +
      'disable-rollback parameter with update-stack API. To rollback to the last known good state, use the ' +
      'rollback-stack API',
  );
}

export function validateUnchangedTypes(stack: Stack, template: BoundTemplate): void {
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

export function validateDeletion({ stackId, stackName, status, terminationProtection }: Stack): void {
  if (terminationProtection) {
    refuse(`Stack [${stackName}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (status.startsWith('UPDATE_') && status.endsWith('_IN_PROGRESS')) {
    refuse(`Stack [${stackId}] cannot be deleted while in status ${status}`);
  }
}

export function validateCancellation({ status }: Stack): void {
  if (status !== 'UPDATE_IN_PROGRESS') refuse('CancelUpdateStack cannot be called from current stack status');
}

export function validateContinuedRollback({ stackId, status }: Stack): void {
  if (status === 'UPDATE_ROLLBACK_FAILED') return;
  const rule = 'can not be rolled back further: ContinueUpdateRollback needs UPDATE_ROLLBACK_FAILED';
  refuse(`Stack:${stackId} is in ${status} state and ${rule}.`);
}

export function validateRollback({ stackId, status, deploymentMode }: Stack): void {
  if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED') {
    refuse(`Stack:${stackId} is in ${status} state and can not be rolled back.`);
  }
  if (deploymentMode !== 'EXPRESS') return;
  // https://github.com/aws/aws-cdk-cli/issues/1739
  refuse(
    'RollbackStack is not supported for stacks that were last updated using EXPRESS deployment mode and are in a ' +
      'failed state',
  );
}

function refuse(message: string): never {
  throw new AwsError('ValidationError', message);
}
