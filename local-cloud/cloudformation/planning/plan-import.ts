import { isDeepStrictEqual } from 'node:util';
import { type StackPlan } from './plan-changes';
import { AwsError } from '../../gateway/service';
import { type ResourcesToImport } from '../stack-engine';
import { type Stack } from '../stacks/stack';
import { type BoundTemplate } from '../template/bound-template';

/**
 * Returns the plan of a change set that imports. Throws where its template changes anything but the resources to
 * import.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 */
export function planImport(
  stack: Stack,
  template: BoundTemplate,
  { changes }: StackPlan,
  resources: ResourcesToImport,
): StackPlan {
  const logicalIds = [...resources.keys()];
  refuse(
    'ResourcesToImport names resources that are not in the template',
    logicalIds,
    (id) => !template.resources.has(id),
  );
  refuse('Resources to import must have a DeletionPolicy in the template', logicalIds, (id) => {
    return template.resources.get(id)?.DeletionPolicy === undefined;
  });
  refuse('Resources to import are in the stack already', logicalIds, (id) => stack.resources.has(id));
  refuse(
    'You have modified resources in your template that are not being imported. Update, create or delete operations ' +
      'cannot be executed during import operations',
    changes.map(({ logicalId }) => logicalId),
    (id) => !resources.has(id),
  );
  if (!isDeepStrictEqual(template.template.Outputs ?? {}, stack.template?.template.Outputs ?? {})) {
    throw new AwsError('ValidationError', 'As part of the import operation, you cannot modify or add [Outputs]');
  }
  return {
    changes: changes.map((change) => ({
      ...change,
      action: 'Import',
      physicalId: Object.values(resources.get(change.logicalId) ?? {}).join('|'),
    })),
    noUpdates: changes.length === 0,
  };
}

function refuse(problem: string, logicalIds: readonly string[], isWrong: (logicalId: string) => boolean): void {
  const wrong = logicalIds.filter(isWrong);
  if (wrong.length > 0) throw new AwsError('ValidationError', `${problem}: [${wrong.join(', ')}]`);
}
