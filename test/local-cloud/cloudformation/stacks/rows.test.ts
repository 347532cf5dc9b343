import { eventOperations } from '../../../../local-cloud/cloudformation/api/event-operations';
import { resourceOperations } from '../../../../local-cloud/cloudformation/api/resource-operations';
import { stackOperations } from '../../../../local-cloud/cloudformation/api/stack-operations';
import { TemplateSource } from '../../../../local-cloud/cloudformation/api/template-source';
import { CloudFormationBehaviours } from '../../../../local-cloud/cloudformation/behaviours';
import { CloudFormation } from '../../../../local-cloud/cloudformation/cloudformation';
import { QueryInput } from '../../../../local-cloud/query-protocol/query-input';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const CONTEXT = { caller: { account: '111111111111', principalArn: 'arn:aws:iam::111111111111:root' } };

/** What an operation of the Query API gives, or the message of its error. */
function call(cloudFormation: CloudFormation, operation: string, fields: Record<string, string>): unknown {
  const operations = {
    ...eventOperations(cloudFormation),
    ...resourceOperations(cloudFormation),
    ...stackOperations(cloudFormation, new TemplateSource(cloudFormation, () => undefined)),
  };
  try {
    const input = new QueryInput(new URLSearchParams({ StackName: 'app', ...fields }));
    return operations[operation]?.(input, { ...CONTEXT, accessKeyId: undefined });
  } catch (error) {
    return (error as Error).message;
  }
}

describe('while a resource whose Create was never answered is removed', () => {
  /** What the three operations tell at the moment of the Delete. */
  const tellAtDelete = async (
    rowOfUnansweredResource: CloudFormationBehaviours['rowOfUnansweredResource'],
    answerOfCreate: 'nothing' | typeof FAILED = 'nothing',
    answerOfDelete: Partial<typeof FAILED> = {},
  ) => {
    const { cloudFormation, lambda } = startEngine({ behaviours: { rowOfUnansweredResource } });
    const told: unknown[] = [];
    lambda.script = ({ RequestType, LogicalResourceId }) => {
      if (RequestType === 'Create') return answerOfCreate === 'nothing' ? 'nothing' : { fields: answerOfCreate };
      for (const operation of ['DescribeStackResource', 'DescribeStackResources', 'ListStackResources']) {
        told.push(call(cloudFormation, operation, operation === 'DescribeStackResource' ? { LogicalResourceId } : {}));
      }
      return { fields: answerOfDelete };
    };
    await cloudFormation.createStack(app({ Product: product(), Other: sibling() }));
    return { told, cloudFormation };
  };

  test('its row tells of the deletion', async () => {
    const { told } = await tellAtDelete('PRESENT');

    const row = expect.objectContaining({ LogicalResourceId: 'Product', ResourceStatus: 'DELETE_IN_PROGRESS' });
    expect(told).toEqual([
      { StackResourceDetail: row },
      { StackResources: expect.arrayContaining([row]) },
      { StackResourceSummaries: expect.arrayContaining([row]) },
    ]);
  });

  test('it has no row', async () => {
    const { told } = await tellAtDelete('MISSING');

    const other = expect.objectContaining({ LogicalResourceId: 'Other' });
    expect(told).toEqual([
      'Resource Product does not exist for stack app',
      { StackResources: [other] },
      { StackResourceSummaries: [other] },
    ]);
  });

  test('it has a row if its Create was answered, or once its deletion has failed', async () => {
    const failed = await tellAtDelete('MISSING', FAILED);
    expect(failed.told[0]).toMatchObject({ StackResourceDetail: { ResourceStatus: 'DELETE_IN_PROGRESS' } });

    const { cloudFormation } = await tellAtDelete('MISSING', 'nothing', FAILED);
    expect(call(cloudFormation, 'DescribeStackResource', { LogicalResourceId: 'Product' })).toMatchObject({
      StackResourceDetail: { ResourceStatus: 'DELETE_FAILED' },
    });
  });
});

test.each([
  ['OF_LAST_OPERATION', [false, true, false]],
  ['OF_CREATION', [false, false, false]],
] as const)('a stack tells DisableRollback %s', async (shownDisableRollback, expected) => {
  const { cloudFormation } = startEngine({ behaviours: { shownDisableRollback } });
  const told = () => call(cloudFormation, 'DescribeStacks', {}) as { Stacks: { DisableRollback: boolean }[] };
  const flags: unknown[] = [];
  await cloudFormation.createStack(app({ Other: sibling({ Size: 1 }) }));
  flags.push(told().Stacks[0]?.DisableRollback);
  for (const disableRollback of [true, false]) {
    await cloudFormation.updateStack({
      ...app({ Other: sibling({ Size: String(disableRollback) }) }),
      disableRollback,
    });
    flags.push(told().Stacks[0]?.DisableRollback);
  }

  expect(flags).toEqual(expected);
});

test('events are told for 90 days', async () => {
  const { clock, cloudFormation } = startEngine();
  const DAY = 24 * 3_600_000;
  const told = () => (call(cloudFormation, 'DescribeStackEvents', {}) as { StackEvents: unknown[] }).StackEvents.length;
  await cloudFormation.createStack(app({ Other: sibling({ Size: 1 }) }));
  await clock.sleep(89 * DAY);
  expect(told()).toBe(5);
  await cloudFormation.updateStack(app({ Other: sibling({ Size: 2 }) }));
  await clock.sleep(DAY);
  expect(told()).toBe(5);
  expect(call(cloudFormation, 'DescribeStackEvents', {})).toMatchObject({
    StackEvents: [{ ResourceStatus: 'UPDATE_COMPLETE' }, {}, {}, {}, { ResourceStatus: 'UPDATE_IN_PROGRESS' }],
  });
});
