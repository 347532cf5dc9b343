import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';
import { type CreateStackRequest, type UpdateStackRequest } from '../stack-engine';
import { requireCapabilities } from './capabilities';
import { rejectUnservedParameters } from './unserved-parameters';

/** Reads the parameters that CreateStack, UpdateStack and CreateChangeSet have in common. */
export function readStackRequest(input: QueryInput, templateBody: string): CreateStackRequest & UpdateStackRequest {
  rejectUnservedParameters(input);
  requireCapabilities(input, templateBody);
  const parameters = input.structures('Parameters') ?? [];
  const tags = input.structures('Tags');
  if (tags?.some((tag) => /^aws:/i.test(tag.required('Key')))) {
    throw new AwsError('ValidationError', 'aws: prefixed tag key names are not allowed for external use.');
  }
  return {
    stackName: input.required('StackName'),
    templateBody,
    parameters: Object.fromEntries(
      parameters
        .filter((parameter) => !parameter.flag('UsePreviousValue'))
        .map((parameter) => [parameter.required('ParameterKey'), parameter.text('ParameterValue') ?? '']),
    ),
    usePreviousParameters: parameters
      .filter((parameter) => parameter.flag('UsePreviousValue'))
      .map((parameter) => parameter.required('ParameterKey')),
    ...(tags && { tags: Object.fromEntries(tags.map((tag) => [tag.required('Key'), tag.text('Value') ?? ''])) }),
    ...optional('notificationArns', input.texts('NotificationARNs')),
    ...deploymentConfig(input),
    ...optional('roleArn', input.text('RoleARN')),
    ...optional('capabilities', input.texts('Capabilities')),
    ...optional('importExistingResources', input.flag('ImportExistingResources')),
    ...optional('retainExceptOnCreate', input.flag('RetainExceptOnCreate')),
    ...optional('terminationProtection', input.flag('EnableTerminationProtection')),
    ...optional('clientRequestToken', input.text('ClientRequestToken')),
  };
}

/** In express mode rollback is off unless the request enables it. */
function deploymentConfig(input: QueryInput): Pick<CreateStackRequest, 'deploymentMode' | 'disableRollback'> {
  const deploymentMode = input.text('DeploymentConfig.Mode') ?? 'STANDARD';
  if (deploymentMode !== 'STANDARD' && deploymentMode !== 'EXPRESS') {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${deploymentMode}' at 'deploymentConfig.mode' failed to satisfy constraint: ` +
        'Member must satisfy enum value set: [STANDARD, EXPRESS]',
    );
  }
  const disableRollback = input.flag('DeploymentConfig.DisableRollback') ?? input.flag('DisableRollback');
  const keeps = input.text('OnFailure') === 'DO_NOTHING';
  return { deploymentMode, disableRollback: disableRollback ?? (keeps || deploymentMode === 'EXPRESS') };
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
