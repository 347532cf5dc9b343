import { AwsError } from '../../gateway/service';
import { QueryInput } from '../../query-protocol/query-input';
import { CreateStackRequest, UpdateStackRequest } from '../cloudformation';
import { requireCapabilities } from './capabilities';

/** What CreateStack, UpdateStack and CreateChangeSet have in common, as the stack engine wants it. */
export function readStackRequest(input: QueryInput, templateBody: string): CreateStackRequest & UpdateStackRequest {
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
    ...optional('disableRollback', input.flag('DisableRollback')),
    ...optional('terminationProtection', input.flag('EnableTerminationProtection')),
    ...optional('clientRequestToken', input.text('ClientRequestToken')),
  };
}

function optional<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
