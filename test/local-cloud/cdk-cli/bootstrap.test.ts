import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CdkProject, SEVERAL_COMMANDS } from './project';

jest.setTimeout(SEVERAL_COMMANDS);

let project: CdkProject;

beforeEach(async () => {
  project = await CdkProject.open();
});

afterEach(async () => project.close());

test('bootstrap brings the toolkit stack up to date, whose roles then deploy and look up', async () => {
  await project.app((stack) => new CfnBucket(stack, 'Photos', { bucketName: 'photos' }));
  const { cloud } = project;
  const [bucket] = cloud.objects.buckets;

  expect(await project.cdk('bootstrap')).toContain('Environment aws://111111111111/us-east-1 bootstrapped.');
  expect(project.statusOf('CDKToolkit')).toBe('UPDATE_COMPLETE');
  expect(Number(cloud.ssm.get('/cdk-bootstrap/hnb659fds/version').value)).toBeGreaterThan(30);
  expect(cloud.objects.buckets).toEqual([bucket]);

  await project.cdk('deploy');
  expect(cloud.objects.bucket('photos')).toBeDefined();
  expect(await project.cdk('diff')).toContain('Number of stacks with differences: 0');
  // The lookup role is held to what it may: to read.
  const lookups = cloud.callLog.entries.filter(({ caller }) => caller.principalArn.includes('lookup-role'));
  expect(new Set(lookups.map(({ operation }) => operation))).toContain('DescribeStacks');
});

test('another qualifier is another environment, with a bucket of its own', async () => {
  const context = { '@aws-cdk/core:bootstrapQualifier': 'abc' };
  await project.app((stack) => {
    new Asset(stack, 'Asset', { path: __filename });
    new CfnBucket(stack, 'Photos');
  }, context);

  await project.cdk('bootstrap', '--qualifier', 'abc', '--toolkit-stack-name', 'OtherToolkit');
  await project.cdk('deploy');

  expect(project.statusOf()).toBe('CREATE_COMPLETE');
  const keys = project.cloud.objects.list('cdk-abc-assets-111111111111-us-east-1').map(({ key }) => key);
  expect(keys.some((key) => key.endsWith('.ts'))).toBe(true);
});
