import {
  CreateChangeSetCommand,
  CreateChangeSetInput,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture } from './fixture';

let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
  cloud.objects.createBucket('photos');
});

afterEach(async () => cloud.close());

const BUCKET = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete', Properties: { BucketName: 'photos' } };
const PHOTOS = {
  ResourceType: 'AWS::S3::Bucket',
  LogicalResourceId: 'Photos',
  ResourceIdentifier: { BucketName: 'photos' },
};
const changeSet = { StackName: 'app', ChangeSetName: 'import' };

async function create(template: object, input: Partial<CreateChangeSetInput> = {}): Promise<void> {
  await cloud.client.send(
    new CreateChangeSetCommand({
      ...changeSet,
      ChangeSetType: 'IMPORT',
      TemplateBody: JSON.stringify(template),
      ResourcesToImport: [PHOTOS],
      ...input,
    }),
  );
}

async function execute(): Promise<string | undefined> {
  await cloud.client.send(new ExecuteChangeSetCommand(changeSet));
  return (await cloud.settled('app')).StackStatus;
}

test('a change set of type IMPORT takes a bucket that is there into a new stack, which then owns it', async () => {
  await create({ Resources: { Photos: BUCKET } });
  const { Changes } = await cloud.client.send(new DescribeChangeSetCommand(changeSet));
  expect(Changes?.map(({ ResourceChange }) => ResourceChange)).toMatchObject([
    { Action: 'Import', LogicalResourceId: 'Photos', PhysicalResourceId: 'photos' },
  ]);

  expect(await execute()).toBe('IMPORT_COMPLETE');

  expect(cloud.engine.stack('app')?.resources.get('Photos')).toMatchObject({
    physicalId: 'photos',
    status: 'IMPORT_COMPLETE',
  });
  expect(await cloud.engine.deleteStack('app')).toMatchObject({ status: 'SUCCEEDED' });
  expect(cloud.objects.bucket('photos')).toBeUndefined();
});

test('a stack goes on as before with what it has imported', async () => {
  const templateBody = JSON.stringify({ Resources: { Other: { Type: 'AWS::S3::Bucket' } } });
  await cloud.engine.createStack({ stackName: 'app', templateBody, parameters: {} });
  const Resources = { Other: { Type: 'AWS::S3::Bucket' }, Photos: BUCKET };
  await create({ Resources });
  expect(await execute()).toBe('IMPORT_COMPLETE');

  const outputs = { Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Photos', 'Arn'] } } } };
  const update = { stackName: 'app', templateBody: JSON.stringify({ Resources, ...outputs }), parameters: {} };
  expect(await cloud.engine.updateStack(update)).toMatchObject({
    stackStatus: 'UPDATE_COMPLETE',
    outputs: [{ key: 'Arn', value: 'arn:aws:s3:::photos' }],
  });
});

test('what is not there is not imported, and the stack is as it was', async () => {
  const Properties = { BucketName: 'videos' };
  const videos = { ...PHOTOS, ResourceIdentifier: Properties };
  await create({ Resources: { Photos: { ...BUCKET, Properties } } }, { ResourcesToImport: [videos] });

  expect(await execute()).toBe('IMPORT_ROLLBACK_COMPLETE');

  const { StackEvents } = await cloud.client.send(new DescribeStackEventsCommand({ StackName: 'app' }));
  expect(StackEvents?.find(({ ResourceStatus }) => ResourceStatus === 'IMPORT_FAILED')?.ResourceStatusReason).toBe(
    'The specified bucket does not exist (videos)',
  );
  expect([...(cloud.engine.stack('app')?.resources.keys() ?? [])]).toEqual([]);
});

test.each([
  ['has no DeletionPolicy', { Photos: { ...BUCKET, DeletionPolicy: undefined } }, /must have a DeletionPolicy.*Photos/],
  ['is not in the template', { Other: BUCKET }, /not in the template: \[Photos\]/],
  ['comes with another one', { Photos: BUCKET, Other: BUCKET }, /You have modified resources.*\[Other\]/],
])('fails to plan an import of a resource that %s', async (_, Resources, message) => {
  await expect(create({ Resources })).rejects.toThrow(message);
});

test('an import of another bucket than the template names fails', async () => {
  const properties = { Properties: { BucketName: 'videos' } };
  await create({ Resources: { Photos: { ...BUCKET, ...properties } } });
  expect(await execute()).toBe('IMPORT_ROLLBACK_COMPLETE');
});

test('a change set imports what is there already when it is told so, and creates the rest', async () => {
  const Resources = {
    Photos: { ...BUCKET, DeletionPolicy: 'Retain' },
    Videos: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: { BucketName: 'videos' } },
  };
  const input = { ChangeSetType: 'CREATE', ResourcesToImport: undefined } as const;
  await create({ Resources }, input);
  expect(await execute()).toBe('ROLLBACK_COMPLETE');
  await cloud.engine.deleteStack('app');

  await create({ Resources }, { ...input, ImportExistingResources: true });
  expect(await execute()).toBe('CREATE_COMPLETE');
  expect(cloud.objects.buckets.map(({ name }) => name)).toEqual(['photos', 'videos']);
});

test('the summary of a template tells how its resources can be imported', async () => {
  const TemplateBody = JSON.stringify({ Resources: { Photos: BUCKET, Queue: { Type: 'AWS::SQS::Queue' } } });
  const summary = await cloud.client.send(new GetTemplateSummaryCommand({ TemplateBody }));
  expect(summary.ResourceIdentifierSummaries).toEqual([
    { ResourceType: 'AWS::S3::Bucket', LogicalResourceIds: ['Photos'], ResourceIdentifiers: ['BucketName'] },
  ]);
});
