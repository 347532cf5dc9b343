import { CfnElement, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { CdkProject, SEVERAL_COMMANDS } from './project';

jest.setTimeout(SEVERAL_COMMANDS);

let project: CdkProject;

beforeEach(async () => {
  project = await CdkProject.open();
});

afterEach(async () => project.close());

const withParameter = (stack: Stack) => {
  new CfnParameter(stack, 'Parameter', { name: '/shop', type: 'String', value: 'one' });
};

test('imports a bucket, and orphans it again', async () => {
  const { cloud } = project;
  await project.app(withParameter);
  await project.cdk('deploy');
  cloud.objects.createBucket('photos');
  let logicalId = '';
  await project.app((stack) => {
    withParameter(stack);
    const photos = new Bucket(stack, 'Photos', { bucketName: 'photos', removalPolicy: RemovalPolicy.DESTROY });
    logicalId = stack.getLogicalId(photos.node.defaultChild as CfnElement);
  });
  const resources = () => cloud.cloudFormation.stack('Shop')?.resources;

  const mapping = JSON.stringify({ [logicalId]: { BucketName: 'photos' } });
  await project.cdk('import', '--force', '--resource-mapping-inline', mapping);
  expect(project.statusOf()).toBe('IMPORT_COMPLETE');
  expect(resources()?.get(logicalId)?.physicalId).toBe('photos');
  expect(await project.cdk('diff')).toContain('Number of stacks with differences: 0');

  await project.cdk('orphan', 'Shop/Photos', '--unstable=orphan', '--yes');
  expect([...(resources()?.keys() ?? [])]).toEqual(['Parameter']);
  expect(cloud.objects.bucket('photos')).toBeDefined();
});
