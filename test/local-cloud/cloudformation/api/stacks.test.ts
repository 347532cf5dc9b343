import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  ListExportsCommand,
  ListStacksCommand,
  RollbackStackCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { BUCKET_TEMPLATE, CloudFormationFixture, QUEUE_TEMPLATE } from './fixture';

const StackName = 'app';
let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
});

afterEach(async () => cloud.close());

async function createApp(): Promise<void> {
  await cloud.client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: BUCKET_TEMPLATE,
      Parameters: [{ ParameterKey: 'Env', ParameterValue: 'prod' }],
      Tags: [{ Key: 'team', Value: 'a & b' }],
    }),
  );
}

test('a stack that was created tells its parameters, outputs and tags', async () => {
  await createApp();

  const stack = await cloud.settled(StackName);

  expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Description: 'A bucket' });
  expect(stack.Outputs).toEqual([
    { OutputKey: 'BucketName', OutputValue: expect.any(String) as string, ExportName: 'bucket-name' },
  ]);
  expect(stack.Tags).toEqual([{ Key: 'team', Value: 'a & b' }]);
  expect(stack.Parameters).toEqual([
    { ParameterKey: 'Env', ParameterValue: 'prod' },
    { ParameterKey: 'Password', ParameterValue: '****' },
  ]);
});

test('an update may keep the template and the values of parameters', async () => {
  await createApp();
  await cloud.settled(StackName);

  await cloud.client.send(
    new UpdateStackCommand({
      StackName,
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'Env', UsePreviousValue: true }],
      Tags: [],
    }),
  );

  const stack = await cloud.settled(StackName);
  expect(stack.StackStatus).toBe('UPDATE_COMPLETE');
  expect(stack.Parameters?.[0]?.ParameterValue).toBe('prod');
  expect(stack.Tags).toEqual([]);
});

test('a deleted stack is found by its id and in the list, not by its name', async () => {
  await createApp();
  const { StackId = '' } = await cloud.settled(StackName);

  await cloud.client.send(new DeleteStackCommand({ StackName }));

  expect((await cloud.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  await expect(cloud.describe(StackName)).rejects.toThrow('Stack with id app does not exist');
  const deleted = await cloud.client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
  expect(deleted.StackSummaries?.map((stack) => stack.StackId)).toEqual([StackId]);
});

test('deleting a stack that does not exist succeeds', async () => {
  await cloud.client.send(new DeleteStackCommand({ StackName: 'nobody' }));
});

test('fails to delete a stack that is protected from termination', async () => {
  await createApp();
  await cloud.settled(StackName);
  await cloud.client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: true }));

  expect((await cloud.describe(StackName)).EnableTerminationProtection).toBe(true);
  await expect(cloud.client.send(new DeleteStackCommand({ StackName }))).rejects.toThrow('TerminationProtection');
});

test('exports are listed with the stack that makes them', async () => {
  await createApp();
  const { StackId } = await cloud.settled(StackName);

  const { Exports } = await cloud.client.send(new ListExportsCommand({}));

  expect(Exports).toEqual([{ ExportingStackId: StackId, Name: 'bucket-name', Value: expect.any(String) as string }]);
});

test('a stack that failed with rollback disabled is rolled back on request', async () => {
  const TemplateBody = JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'Not-A-Name' } } },
  });
  await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody, DisableRollback: true }));
  expect((await cloud.settled(StackName)).StackStatus).toBe('CREATE_FAILED');

  await cloud.client.send(new RollbackStackCommand({ StackName }));

  expect((await cloud.settled(StackName)).StackStatus).toBe('ROLLBACK_COMPLETE');
});

test('an update under way can be cancelled', async () => {
  await createApp();
  await cloud.settled(StackName);
  await cloud.client.send(new UpdateStackCommand({ StackName, TemplateBody: QUEUE_TEMPLATE }));

  await cloud.client.send(new CancelUpdateStackCommand({ StackName }));

  expect((await cloud.settled(StackName)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
});

test('fails to continue a rollback that did not fail', async () => {
  await createApp();
  await cloud.settled(StackName);

  const proceed = cloud.client.send(new ContinueUpdateRollbackCommand({ StackName }));

  await expect(proceed).rejects.toMatchObject({ name: 'ValidationError' });
});

test('fails to make IAM resources without the capability', async () => {
  const TemplateBody = JSON.stringify({
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } },
  });

  await expect(cloud.client.send(new CreateStackCommand({ StackName, TemplateBody }))).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_IAM]',
  });
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities }));
});

test('fails with a tag of AWS', async () => {
  const Tags = [{ Key: 'aws:cost', Value: 'mine' }];
  const create = new CreateStackCommand({ StackName, TemplateBody: QUEUE_TEMPLATE, Tags });

  await expect(cloud.client.send(create)).rejects.toThrow(
    'aws: prefixed tag key names are not allowed for external use.',
  );
});

test('fails without a template, and with two', async () => {
  const both = { TemplateBody: QUEUE_TEMPLATE, TemplateURL: 'https://s3.amazonaws.com/assets/queue.json' };
  for (const template of [{}, both]) {
    await expect(cloud.client.send(new CreateStackCommand({ StackName, ...template }))).rejects.toThrow(
      'Either Template URL or Template Body must be specified.',
    );
  }
});
