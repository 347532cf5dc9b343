import { CfnOutput, CustomResource, Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { AppInCloud, Declare } from './app';

let app: AppInCloud;

beforeEach(async () => {
  app = await AppInCloud.start();
});

afterEach(async () => app.stop());

describe('AwsCustomResource', () => {
  const declare =
    (value: string, installLatestAwsSdk = false): Declare =>
    (stack) => {
      const call = (action: string, parameters: object) => ({
        service: 'SSM',
        action,
        parameters: { Name: '/made', ...parameters },
        physicalResourceId: PhysicalResourceId.of('made'),
      });
      const put = call('PutParameter', { Value: value, Type: 'String', Overwrite: true });
      const made = new AwsCustomResource(stack, 'Made', {
        onCreate: put,
        onUpdate: put,
        onDelete: call('DeleteParameter', {}),
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
        installLatestAwsSdk,
      });
      new CfnOutput(stack, 'Version', { value: made.getResponseField('Version') });
    };

  test('calls a service when it is made, changed and removed', async () => {
    expect((await app.deploy(declare('one'))).stackStatus).toBe('CREATE_COMPLETE');
    expect(app.cloud.ssm.valueOf('/made')).toBe('one');
    expect((await app.deploy(declare('two'))).stackStatus).toBe('UPDATE_COMPLETE');
    expect(app.cloud.ssm.valueOf('/made')).toBe('two');
    expect(app.output('Version')).toBe('2');
    expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
    expect(app.cloud.ssm.valueOf('/made')).toBeUndefined();
  });

  test('makes do with the SDK of this machine where it wants the latest', async () => {
    expect((await app.deploy(declare('one', true))).stackStatus).toBe('CREATE_COMPLETE');
    expect(app.cloud.logs.text()).toContain('child_process.execSync is refused');
  });

  test('fails at once for a service whose client is not on this machine, and says how to install it', async () => {
    const start = app.cloud.clock.now();
    const outcome = await app.deploy((stack) => {
      new AwsCustomResource(stack, 'Made', {
        onUpdate: { service: 'Braket', action: 'searchDevices', physicalResourceId: PhysicalResourceId.of('x') },
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
        installLatestAwsSdk: false,
      });
    });
    expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
    expect(app.failures('Custom::AWS')).toEqual([
      expect.stringContaining('is not on this machine: npm install --save-dev @aws-sdk/client-braket'),
    ]);
    expect(app.cloud.clock.now() - start).toBeLessThan(600_000);
  });

  test('fails at once for a service that is not served, in its name', async () => {
    await app.deploy((stack) => {
      new AwsCustomResource(stack, 'Made', {
        onUpdate: { service: 'EC2', action: 'describeVpcs', physicalResourceId: PhysicalResourceId.of('x') },
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
        installLatestAwsSdk: false,
      });
    });
    expect(app.failures('Custom::AWS')).toEqual([
      expect.stringContaining('the local cloud does not serve DescribeVpcs of EC2'),
    ]);
  });
});

test('a Vpc whose default security group is restricted is deployed and removed', async () => {
  const declare: Declare = (stack) => {
    new ec2.Vpc(stack, 'Network', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: true });
  };
  expect((await app.deploy(declare)).stackStatus).toBe('CREATE_COMPLETE');
  expect(app.cloud.callLog.find({ service: 'ec2' }).map(({ operation, outcome }) => [operation, outcome])).toEqual([
    ['RevokeSecurityGroupEgress', { output: expect.stringContaining('<return>true</return>') as string }],
    ['RevokeSecurityGroupIngress', { output: expect.stringContaining('<return>true</return>') as string }],
  ]);
  expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
  expect(app.failures('Custom::VpcRestrictDefaultSG')).toEqual([]);
  expect(app.cloud.callLog.find({ service: 'ec2', operation: 'AuthorizeSecurityGroupEgress' })).toHaveLength(1);
});

test('what the role of a function may not do is refused with the code of the service', async () => {
  const declare =
    (ignoreErrorCodesMatching?: string): Declare =>
    (stack) => {
      new AwsCustomResource(stack, 'Made', {
        onUpdate: {
          service: 'EC2',
          action: 'revokeSecurityGroupEgress',
          parameters: { GroupId: 'sg-1' },
          physicalResourceId: PhysicalResourceId.of('x'),
          ignoreErrorCodesMatching,
        },
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['arn:aws:ec2:us-east-1:111111111111:subnet/none'] }),
        installLatestAwsSdk: false,
      });
    };
  await app.deploy(declare());
  expect(app.failures('Custom::AWS')[0]).toContain('is not authorized to perform: ec2:RevokeSecurityGroupEgress');
  expect((await app.deploy(declare('UnauthorizedOperation'))).stackStatus).toBe('CREATE_COMPLETE');
});

describe('Provider', () => {
  const userFunction = (scope: Parameters<Declare>[0], id: string, source: string) =>
    new lambda.Function(scope, id, {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(source),
    });
  const onEvent = `exports.handler = async ({ RequestType, ResourceProperties, PhysicalResourceId }) => {
    if (ResourceProperties.Fail === 'true' && RequestType === 'Create') throw new Error('will not');
    console.log('on event', RequestType);
    return { PhysicalResourceId: PhysicalResourceId ?? 'made', Data: { Size: ResourceProperties.Size } };
  };`;
  const isComplete = `let asked = 0;
    exports.handler = async ({ RequestType }) => ++asked % 4 === 0 ? { IsComplete: true, Data: { Asked: asked } } : { IsComplete: false };`;
  const neverComplete = 'exports.handler = async () => ({ IsComplete: false });';

  const declare =
    (properties: object, waiter?: string): Declare =>
    (stack) => {
      const provider = new Provider(stack, 'Provider', {
        onEventHandler: userFunction(stack, 'OnEvent', onEvent),
        ...(waiter !== undefined && {
          isCompleteHandler: userFunction(stack, 'IsComplete', waiter),
          queryInterval: Duration.minutes(2),
          totalTimeout: Duration.minutes(20),
        }),
      });
      const { serviceToken } = provider;
      const made = new CustomResource(stack, 'Made', { serviceToken, resourceType: 'Custom::Made', properties });
      new CfnOutput(stack, 'Size', { value: made.getAttString('Size') });
      if (waiter !== undefined) new CfnOutput(stack, 'Asked', { value: made.getAttString('Asked') });
    };

  test('runs the function of the user for each event', async () => {
    expect((await app.deploy(declare({ Size: '1' }))).stackStatus).toBe('CREATE_COMPLETE');
    expect((await app.deploy(declare({ Size: '2' }))).stackStatus).toBe('UPDATE_COMPLETE');
    expect(app.output('Size')).toBe('2');
    expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
    expect(app.cloud.logs.text()).toContain('on event Delete');
    expect(app.cloud.callLog.count({ service: 'lambda', operation: 'Invoke' })).toBe(3);
  });

  test('asks isComplete until it is', async () => {
    const start = app.cloud.clock.now();
    expect((await app.deploy(declare({ Size: '1' }, isComplete))).stackStatus).toBe('CREATE_COMPLETE');
    expect(app.output('Asked')).toBe('4');
    expect(app.cloud.clock.now() - start).toBeGreaterThan(6 * 60_000);
    expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
  });

  test('fails with what the function of the user threw', async () => {
    expect((await app.deploy(declare({ Fail: true }))).stackStatus).toBe('ROLLBACK_COMPLETE');
    expect(app.failures('Custom::Made')).toEqual([expect.stringMatching(/Message returned: will not\n\nLogs: /)]);
  });

  test('fails when isComplete never is', async () => {
    expect((await app.deploy(declare({ Size: '1' }, neverComplete))).stackStatus).toBe('ROLLBACK_FAILED');
    expect(app.failures('Custom::Made')[0]).toMatch(/Operation timed out/);
  });
});
