import {
  CreateChangeSetCommand,
  CreateChangeSetInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { BUCKET_TEMPLATE, CloudFormationFixture } from './fixture';

const changeSet = { StackName: 'app', ChangeSetName: 'next' };
let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
  cloud.objects.put('assets', 'bucket.json', Buffer.from(BUCKET_TEMPLATE));
});

afterEach(async () => cloud.close());

const TEMPLATE = { TemplateURL: 'https://s3.us-east-1.amazonaws.com/assets/bucket.json' };

async function create(input: Partial<CreateChangeSetInput>): Promise<void> {
  await cloud.client.send(new CreateChangeSetCommand({ ...changeSet, ...TEMPLATE, ...input }));
}

async function createApp(): Promise<void> {
  await create({ ChangeSetType: 'CREATE' });
  await cloud.client.send(new ExecuteChangeSetCommand(changeSet));
  await cloud.settled('app');
}

test('a change set for a new stack leaves it in review until it is executed', async () => {
  await create({ ChangeSetType: 'CREATE' });
  expect((await cloud.describe('app')).StackStatus).toBe('REVIEW_IN_PROGRESS');
  expect(await cloud.client.send(new DescribeChangeSetCommand(changeSet))).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'Bucket', ResourceType: 'AWS::S3::Bucket' } }],
  });

  await cloud.client.send(new ExecuteChangeSetCommand(changeSet));

  expect((await cloud.settled('app')).StackStatus).toBe('CREATE_COMPLETE');
});

test('a stack in review has no template, and its change set has one', async () => {
  await create({ ChangeSetType: 'CREATE' });

  const ofStack = await cloud.client.send(new GetTemplateCommand({ StackName: 'app', TemplateStage: 'Original' }));
  expect(ofStack.TemplateBody).toBeUndefined();
  expect(ofStack.StagesAvailable).toEqual([]);

  const ofChangeSet = await cloud.client.send(new GetTemplateCommand(changeSet));
  expect(ofChangeSet).toMatchObject({ TemplateBody: BUCKET_TEMPLATE, StagesAvailable: ['Original', 'Processed'] });
});

test('a change set for a stack shows what would change, and executing it changes that', async () => {
  await createApp();
  await create({ Parameters: [{ ParameterKey: 'Env', ParameterValue: 'prod' }] });

  const { Changes } = await cloud.client.send(new DescribeChangeSetCommand(changeSet));
  expect(Changes?.[0]?.ResourceChange).toMatchObject({
    Action: 'Modify',
    LogicalResourceId: 'Bucket',
    Replacement: 'False',
  });
  await cloud.client.send(new ExecuteChangeSetCommand(changeSet));

  const stack = await cloud.settled('app');
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(stack.Parameters?.[0]?.ParameterValue).toBe('prod');
});

test('a change set shows values where asked: none that is hidden, and none that is not known yet', async () => {
  const template = (first: string, value: unknown) => ({
    Parameters: { Password: { Type: 'String', NoEcho: true, Default: 'pw-17' } },
    Resources: {
      First: { Type: 'AWS::S3::Bucket', Properties: { BucketName: first } },
      Second: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: 'second', LifecycleConfiguration: value, AccessControl: { Ref: 'Password' } },
      },
    },
  });
  const declare = async (first: string, value: unknown, type: 'CREATE' | 'UPDATE') =>
    create({ TemplateURL: undefined, TemplateBody: JSON.stringify(template(first, value)), ChangeSetType: type });
  await declare('first', { Rules: [] }, 'CREATE');
  await cloud.client.send(new ExecuteChangeSetCommand(changeSet));
  await cloud.settled('app');
  await declare('other', { Rules: { Ref: 'First' } }, 'UPDATE');

  const plain = await cloud.client.send(new DescribeChangeSetCommand(changeSet));
  const described = await cloud.client.send(
    new DescribeChangeSetCommand({ ...changeSet, IncludePropertyValues: true }),
  );

  expect(JSON.stringify(plain)).not.toMatch(/Before|After/);
  expect(JSON.stringify(described)).not.toContain('pw-17');
  const [first, second] = described.Changes?.map(({ ResourceChange }) => ResourceChange) ?? [];
  expect(first?.Details?.[0]?.Target).toMatchObject({
    Path: '/Properties/BucketName',
    BeforeValue: 'first',
    AfterValue: 'other',
    AttributeChangeType: 'Modify',
  });
  expect(JSON.parse(second?.BeforeContext ?? '')).toEqual({
    Properties: { BucketName: 'second', LifecycleConfiguration: { Rules: [] }, AccessControl: '****' },
  });
  expect(JSON.parse(second?.AfterContext ?? '')).toEqual({
    Properties: {
      BucketName: 'second',
      LifecycleConfiguration: '{{changeSet:KNOWN_AFTER_APPLY}}',
      AccessControl: '****',
    },
  });
});

test('executed or deleted, a change set is gone', async () => {
  await createApp();
  await create({ Parameters: [{ ParameterKey: 'Env', ParameterValue: 'prod' }] });

  await cloud.client.send(new DeleteChangeSetCommand(changeSet));

  const { Summaries } = await cloud.client.send(new ListChangeSetsCommand({ StackName: 'app' }));
  expect(Summaries).toEqual([]);
  await expect(cloud.client.send(new DescribeChangeSetCommand(changeSet))).rejects.toMatchObject({
    name: 'ChangeSetNotFoundException',
  });
});

test('fails to execute a change set without changes, in words that the CDK CLI knows', async () => {
  await createApp();
  await create({});

  const description = await cloud.client.send(new DescribeChangeSetCommand(changeSet));
  expect(description.Status).toBe('FAILED');
  expect(description.StatusReason).toMatch(/^The submitted information didn't contain changes\./);
  await expect(cloud.client.send(new ExecuteChangeSetCommand(changeSet))).rejects.toMatchObject({
    name: 'InvalidChangeSetStatusException',
  });
});

test('fails to create for a stack that exists, and to update one that does not', async () => {
  await expect(create({ ChangeSetType: 'UPDATE' })).rejects.toThrow('Stack [app] does not exist');
  await createApp();
  await expect(create({ ChangeSetType: 'CREATE' })).rejects.toThrow('Stack [app] already exists');
});

test('fails for a parameter that the template does not have', async () => {
  const create1 = create({ ChangeSetType: 'CREATE', Parameters: [{ ParameterKey: 'X', ParameterValue: '1' }] });

  await expect(create1).rejects.toThrow('Parameters: [X] do not exist in the template');
});

test('deleting a change set that does not exist succeeds', async () => {
  await cloud.client.send(new DeleteChangeSetCommand(changeSet));
});
