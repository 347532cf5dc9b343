import { CreateStackCommand, DescribeStacksCommand, SignalResourceCommand } from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture } from './fixture';

const StackName = 'app';

let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
});

afterEach(() => cloud.close());

/** Begins to make a group that waits for so many signals. */
async function createGroup(Count: unknown, Timeout: string): Promise<void> {
  const Group = {
    Type: 'AWS::AutoScaling::AutoScalingGroup',
    CreationPolicy: { ResourceSignal: { Count, Timeout } },
    Properties: { MinSize: '1', MaxSize: '1' },
  };
  const Parameters = { Size: { Type: 'Number', Default: 2 } };
  const TemplateBody = JSON.stringify({ Parameters, Resources: { Group } });
  await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody }));
}

/** As soon as the group waits for it. */
async function signal(UniqueId: string, Status: 'SUCCESS' | 'FAILURE'): Promise<void> {
  const command = new SignalResourceCommand({ StackName, LogicalResourceId: 'Group', UniqueId, Status });
  for (;;) {
    try {
      await cloud.client.send(command);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('does not wait for a signal')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

test('a resource with a CreationPolicy waits for its signals', async () => {
  await createGroup({ Ref: 'Size' }, 'PT12H');

  await signal('one', 'SUCCESS');
  await expect(signal('one', 'SUCCESS')).rejects.toThrow('Signal with ID one for resource Group already exists.');
  const { Stacks } = await cloud.client.send(new DescribeStacksCommand({ StackName }));
  await signal('two', 'SUCCESS');

  expect(Stacks?.[0]?.StackStatus).toBe('CREATE_IN_PROGRESS');
  expect((await cloud.settled(StackName)).StackStatus).toBe('CREATE_COMPLETE');
});

test('fails when a signal tells of a failure, and is removed', async () => {
  await createGroup(2, 'PT12H');

  await signal('one', 'FAILURE');

  expect((await cloud.settled(StackName)).StackStatus).toBe('ROLLBACK_COMPLETE');
  const group = cloud.engine.stack(StackName)?.events.filter(({ logicalResourceId }) => logicalResourceId === 'Group');
  expect(group?.map(({ resourceStatus }) => resourceStatus)).toContain('DELETE_COMPLETE');
  expect(group?.map(({ resourceStatusReason }) => resourceStatusReason)).toContain(
    'Received 1 FAILURE signal(s) out of 2.',
  );
});

test('fails when the signals do not come in time', async () => {
  await createGroup(1, 'PT5M');

  expect((await cloud.settled(StackName)).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect(cloud.engine.stack(StackName)?.events).toContainEqual(
    expect.objectContaining({
      resourceStatus: 'CREATE_FAILED',
      resourceStatusReason: 'Failed to receive 1 resource signal(s) within the specified duration',
    }),
  );
});

test('fails to make a WaitCondition, which may be left out by a condition', async () => {
  const Resources = {
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
    Wait: {
      Type: 'AWS::CloudFormation::WaitCondition',
      Condition: 'Waits',
      Properties: { Handle: { Ref: 'Handle' }, Timeout: '60' },
    },
  };
  const create = (operand: string) => {
    const Conditions = { Waits: { 'Fn::Equals': ['a', operand] } };
    const Outputs = { Url: { Value: { Ref: 'Handle' } } };
    const TemplateBody = JSON.stringify({ Conditions, Resources, Outputs });
    return cloud.client.send(new CreateStackCommand({ StackName, TemplateBody }));
  };

  await expect(create('a')).rejects.toThrow('the local cloud does not serve the WaitCondition Wait');
  await create('b');
  expect((await cloud.settled(StackName)).Outputs?.[0]?.OutputValue).toMatch(
    /^https:\/\/cloudformation-waitcondition-us-east-1\.s3\.amazonaws\.com\//,
  );
});
