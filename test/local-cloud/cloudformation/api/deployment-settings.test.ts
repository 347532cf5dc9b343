import {
  CreateChangeSetCommand,
  CreateStackCommand,
  CreateStackInput,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  UpdateStackInput,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture, QUEUE_TEMPLATE } from './fixture';

const StackName = 'app';
const EXPRESS = { DeploymentConfig: { Mode: 'EXPRESS' } } as const;
const QUEUE = { Type: 'AWS::SQS::Queue' };
/** A security group without a description is refused. */
const FAILING = JSON.stringify({ Resources: { Queue: QUEUE, Group: { Type: 'AWS::EC2::SecurityGroup' } } });

let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
});

afterEach(async () => cloud.close());

async function create(input: Partial<CreateStackInput> = {}): Promise<string | undefined> {
  await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody: QUEUE_TEMPLATE, ...input }));
  return (await cloud.settled(StackName)).StackStatus;
}

async function update(input: Partial<UpdateStackInput> = {}): Promise<string | undefined> {
  await cloud.client.send(new UpdateStackCommand({ StackName, TemplateBody: FAILING, ...input }));
  return (await cloud.settled(StackName)).StackStatus;
}

describe('in express mode', () => {
  test('resources are complete before they are ready, and the stack tells its mode', async () => {
    await create(EXPRESS);

    expect((await cloud.describe(StackName)).DeploymentConfig?.Mode).toBe('EXPRESS');
    const { StackEvents } = await cloud.client.send(new DescribeStackEventsCommand({ StackName }));
    expect(StackEvents?.find(({ LogicalResourceId }) => LogicalResourceId === 'Queue')).toMatchObject({
      ResourceStatus: 'CREATE_COMPLETE',
      ResourceStatusReason: expect.stringContaining('Express Mode') as unknown,
    });
  });

  test('what fails is kept, cannot be rolled back, and is mended only in express mode', async () => {
    await create(EXPRESS);
    expect(await update(EXPRESS)).toBe('UPDATE_FAILED');

    await expect(cloud.client.send(new RollbackStackCommand({ StackName }))).rejects.toThrow(
      /RollbackStack is not supported for stacks that were last updated using EXPRESS/,
    );
    await expect(update({ TemplateBody: QUEUE_TEMPLATE, DisableRollback: true })).rejects.toThrow(
      /must use the same DeploymentConfig \(mode=EXPRESS\)/,
    );
    expect(await update({ TemplateBody: QUEUE_TEMPLATE, ...EXPRESS })).toBe('UPDATE_COMPLETE');
  });

  test('rollback can be asked for', async () => {
    await create(EXPRESS);
    const rollback = { DeploymentConfig: { Mode: 'EXPRESS', DisableRollback: false } } as const;
    expect(await update(rollback)).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  test('a change set is executed as it was made', async () => {
    await create();
    const changeSet = { StackName, ChangeSetName: 'next' };
    await cloud.client.send(new CreateChangeSetCommand({ ...changeSet, TemplateBody: FAILING, ...EXPRESS }));
    expect((await cloud.client.send(new DescribeChangeSetCommand(changeSet))).DeploymentConfig?.Mode).toBe('EXPRESS');
    await cloud.client.send(new ExecuteChangeSetCommand(changeSet));
    expect((await cloud.settled(StackName)).StackStatus).toBe('UPDATE_FAILED');
  });
});

test('a failure that was kept is not left behind by an update with rollback', async () => {
  await create();
  expect(await update({ DisableRollback: true })).toBe('UPDATE_FAILED');

  await expect(update({ TemplateBody: QUEUE_TEMPLATE })).rejects.toThrow(/in a non-terminal \[UPDATE_FAILED\] state/);
  await cloud.client.send(new RollbackStackCommand({ StackName }));
  expect((await cloud.settled(StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('a rollback removes a new resource that is to be retained when it is told so', async () => {
  await create();
  const Resources = { Queue: QUEUE, Kept: { ...QUEUE, DeletionPolicy: 'Retain' } };
  const TemplateBody = JSON.stringify({
    Resources: { ...Resources, Group: { Type: 'AWS::EC2::SecurityGroup', DependsOn: 'Kept' } },
  });
  await update({ TemplateBody, DisableRollback: true });

  await cloud.client.send(new RollbackStackCommand({ StackName, RetainExceptOnCreate: true }));
  await cloud.settled(StackName);

  const events = cloud.engine.stack(StackName)?.events ?? [];
  expect(events.filter(({ logicalResourceId }) => logicalResourceId === 'Kept').at(-1)?.resourceStatus).toBe(
    'DELETE_COMPLETE',
  );
});

test('a stack tells the role and the capabilities of its last operation', async () => {
  const RoleARN = 'arn:aws:iam::111111111111:role/deployer';
  await create({ RoleARN, Capabilities: ['CAPABILITY_NAMED_IAM'] });
  expect(await cloud.describe(StackName)).toMatchObject({ RoleARN, Capabilities: ['CAPABILITY_NAMED_IAM'] });
});

test('a change set tells what becomes of each physical resource', async () => {
  const named = (TopicName: string) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName } });
  await create({ TemplateBody: JSON.stringify({ Resources: { Topic: named('a'), Queue: QUEUE, Group: named('g') } }) });
  const changeSet = { StackName, ChangeSetName: 'next' };
  const Resources = { Topic: named('b'), Group: { ...named('h'), UpdateReplacePolicy: 'Retain' } };
  await cloud.client.send(new CreateChangeSetCommand({ ...changeSet, TemplateBody: JSON.stringify({ Resources }) }));

  const { Changes } = await cloud.client.send(new DescribeChangeSetCommand(changeSet));
  expect(Changes?.map(({ ResourceChange }) => ResourceChange?.PolicyAction)).toEqual([
    'ReplaceAndDelete',
    'ReplaceAndRetain',
    'Delete',
  ]);
});

test.each([
  ['TimeoutInMinutes', { TimeoutInMinutes: 5 }],
  ['OnFailure=DELETE', { OnFailure: 'DELETE' }],
  ['StackPolicyBody', { StackPolicyBody: '{}' }],
  ['RollbackConfiguration', { RollbackConfiguration: { MonitoringTimeInMinutes: 1 } }],
] as const)('fails to create a stack with %s, which would be forgotten', async (name, input) => {
  await expect(create(input)).rejects.toThrow(`The local CloudFormation does not serve ${name}: leave it out.`);
});
