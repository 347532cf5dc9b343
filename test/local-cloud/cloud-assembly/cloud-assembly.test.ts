import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, CfnResource, CustomResource, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { unzipSync } from 'fflate';
import { CloudAssembly } from '../../../local-cloud/cloud-assembly/cloud-assembly';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { FUNCTION_ARN, startEngine } from '../cloudformation/engine';

const directories: string[] = [];

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  directories.push(directory);
  return directory;
}

afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

function startBootstrappedEngine() {
  return startEngine({ ssmParameter: (name) => (name === '/cdk-bootstrap/hnb659fds/version' ? '21' : undefined) });
}

function synthesize(build: (app: App) => void): CloudAssembly {
  const outdir = temporaryDirectory();
  const app = new App({ outdir, context: { '@aws-cdk/core:newStyleStackSynthesis': true } });
  build(app);
  app.synth();
  return new CloudAssembly(outdir);
}

test('deploys the stacks of an app in the order of their dependencies, and destroys them in reverse', async () => {
  const { cloudFormation, lambda } = startBootstrappedEngine();
  lambda.script = () => ({ fields: { Data: { VpcId: 'vpc-1' } } });
  const assembly = synthesize((app) => {
    const consumer = new Stack(app, 'Consumer', { tags: { team: 'blue' } });
    const network = new Stack(app, 'Network');
    const product = new CustomResource(network, 'Product', {
      serviceToken: FUNCTION_ARN,
      resourceType: 'Custom::Product',
    });
    const user = new CfnResource(consumer, 'User', {
      type: 'AWS::EC2::SecurityGroup',
      properties: { GroupDescription: 'x', VpcId: product.getAttString('VpcId') },
    });
    new CfnOutput(consumer, 'Id', { value: Fn.join('/', [user.ref, user.getAtt('VpcId').toString()]) });
  });
  const objects = new ObjectStore();

  const deployed = await assembly.deploy(cloudFormation, objects);

  expect(deployed.map(({ stackStatus }) => stackStatus)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  expect(cloudFormation.stacks().map(({ stackName }) => stackName)).toEqual(['Network', 'Consumer']);
  expect(deployed[1]?.outputs[0]?.value).toMatch(/^sg-\w+\/vpc-1$/);
  expect(cloudFormation.stack('Consumer')?.tags).toEqual({ team: 'blue' });
  expect((await assembly.deploy(cloudFormation, objects)).map(({ noUpdates }) => noUpdates)).toEqual([true, true]);

  await assembly.destroy(cloudFormation);

  expect(cloudFormation.stacks().map(({ status }) => status)).toEqual(['DELETE_COMPLETE', 'DELETE_COMPLETE']);
  expect(lambda.story()).toEqual(['Create', 'Delete pp-1']);
});

test('publishes file assets, directories as zip files', async () => {
  const { cloudFormation } = startBootstrappedEngine();
  const source = temporaryDirectory();
  writeFileSync(join(source, 'index.js'), 'exports.handler = 1;');
  let asset: Asset | undefined;
  const assembly = synthesize((app) => {
    const stack = new Stack(new Stage(app, 'Production'), 'Stack');
    asset = new Asset(stack, 'Asset', { path: source });
    new CfnResource(stack, 'Code', { type: 'AWS::SNS::Topic', properties: { DisplayName: asset.s3ObjectKey } });
  });
  const objects = new ObjectStore();

  await assembly.deploy(cloudFormation, objects);

  const zip = objects.get('cdk-hnb659fds-assets-111111111111-us-east-1', `${asset?.assetHash}.zip`);
  expect(Object.keys(unzipSync(zip ?? Buffer.alloc(0)))).toEqual(['index.js']);
});

test('fails with the first stack that fails, and a new attempt replaces what was rolled back', async () => {
  const { cloudFormation } = startBootstrappedEngine();
  const build = (bucketName: string) =>
    synthesize((app) => {
      const first = new Stack(app, 'First');
      new CfnResource(first, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketName: bucketName } });
      const second = new Stack(app, 'Second');
      new CfnResource(second, 'Topic', { type: 'AWS::SNS::Topic' });
      second.addDependency(first);
    });
  const failed = await build('UpperCase').deploy(cloudFormation, new ObjectStore());
  expect(failed.map(({ stackStatus }) => stackStatus)).toEqual(['ROLLBACK_COMPLETE']);

  const [first] = await build('lower-case').deploy(cloudFormation, new ObjectStore());

  expect(first?.stackStatus).toBe('CREATE_COMPLETE');
});

test('fails on a directory that is no cloud assembly', () => {
  expect(() => new CloudAssembly(temporaryDirectory())).toThrow('is no cloud assembly: it has no manifest.json');
});
