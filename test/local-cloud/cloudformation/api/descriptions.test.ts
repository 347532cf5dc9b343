import {
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  paginateDescribeStackEvents,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { BUCKET_TEMPLATE, CloudFormationFixture } from './fixture';

const StackName = 'app';
let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
});

afterEach(async () => cloud.close());

async function create(templateBody: string): Promise<void> {
  await cloud.engine.createStack({ stackName: StackName, templateBody, parameters: {} });
}

test('events come newest first, by the time of this machine', async () => {
  const before = Date.now();
  await create(BUCKET_TEMPLATE);

  const { StackEvents = [] } = await cloud.client.send(new DescribeStackEventsCommand({ StackName }));

  expect(StackEvents.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`)).toEqual([
    'app CREATE_COMPLETE',
    'Bucket CREATE_COMPLETE',
    'Bucket CREATE_IN_PROGRESS',
    'Bucket CREATE_IN_PROGRESS',
    'app CREATE_IN_PROGRESS',
  ]);
  for (const { Timestamp } of StackEvents) {
    expect(Timestamp?.getTime()).toBeGreaterThanOrEqual(before);
    expect(Timestamp?.getTime()).toBeLessThanOrEqual(Date.now());
  }
});

test('many events and many resources come in pages, each of them once', async () => {
  const topics = Array.from({ length: 120 }, (_, n) => [`Topic${n}`, { Type: 'AWS::SNS::Topic' }]);
  await create(JSON.stringify({ Resources: Object.fromEntries(topics) as object }));

  const ids: (string | undefined)[] = [];
  for await (const page of paginateDescribeStackEvents({ client: cloud.client }, { StackName })) {
    ids.push(...(page.StackEvents ?? []).map(({ EventId }) => EventId));
  }
  const first = await cloud.client.send(new ListStackResourcesCommand({ StackName }));
  const second = await cloud.client.send(new ListStackResourcesCommand({ StackName, NextToken: first.NextToken }));

  expect(new Set(ids).size).toBe(120 * 3 + 2);
  expect(ids).toHaveLength(120 * 3 + 2);
  expect(first.StackResourceSummaries).toHaveLength(100);
  expect(second.StackResourceSummaries).toHaveLength(20);
});

test('a resource tells its status and when that last changed', async () => {
  await create(BUCKET_TEMPLATE);

  const described = await cloud.client.send(
    new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'Bucket' }),
  );
  const all = await cloud.client.send(new DescribeStackResourcesCommand({ StackName }));

  expect(described.StackResourceDetail).toMatchObject({
    StackName,
    LogicalResourceId: 'Bucket',
    ResourceType: 'AWS::S3::Bucket',
    ResourceStatus: 'CREATE_COMPLETE',
    LastUpdatedTimestamp: expect.any(Date) as Date,
  });
  expect(all.StackResources?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['Bucket']);
});

test('fails for a resource and for a stack that do not exist', async () => {
  await create(BUCKET_TEMPLATE);
  const describe = async (stack: string, LogicalResourceId: string): Promise<unknown> =>
    cloud.client.send(new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId }));

  await expect(describe('app', 'Other')).rejects.toThrow('Resource Other does not exist for stack app');
  await expect(describe('other', 'Bucket')).rejects.toThrow("Stack 'other' does not exist");
  await expect(cloud.client.send(new DescribeStackEventsCommand({ StackName: 'other' }))).rejects.toThrow(
    'Stack [other] does not exist',
  );
});

test('the template comes back as it was written', async () => {
  await create(BUCKET_TEMPLATE);

  const { TemplateBody } = await cloud.client.send(new GetTemplateCommand({ StackName }));

  expect(TemplateBody).toBe(BUCKET_TEMPLATE);
});

test('a template is summarized and validated without making a stack', async () => {
  const TemplateBody = BUCKET_TEMPLATE;
  const summary = await cloud.client.send(new GetTemplateSummaryCommand({ TemplateBody }));
  const validated = await cloud.client.send(new ValidateTemplateCommand({ TemplateBody }));

  expect(summary.ResourceTypes).toEqual(['AWS::S3::Bucket']);
  expect(summary.Parameters?.[0]).toMatchObject({ ParameterKey: 'Env', ParameterType: 'String', DefaultValue: 'dev' });
  expect(validated.Parameters?.map(({ ParameterKey, NoEcho }) => [ParameterKey, NoEcho])).toEqual([
    ['Env', false],
    ['Password', true],
  ]);
});

test('fails to validate what is no template', async () => {
  const validate = cloud.client.send(new ValidateTemplateCommand({ TemplateBody: '{"Resources": {}}' }));

  await expect(validate).rejects.toThrow('At least one Resources member must be defined.');
});
