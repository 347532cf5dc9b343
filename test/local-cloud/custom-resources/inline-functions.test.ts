import { CfnOutput, CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AppInCloud, Declare } from './app';

let app: AppInCloud;

beforeEach(async () => {
  app = await AppInCloud.start();
});

afterEach(async () => app.stop());

const nodejs = (version: number) =>
  new lambda.Runtime(`nodejs${version}.x`, lambda.RuntimeFamily.NODEJS, { supportsInlineCode: true });
const NODE_22 = nodejs(22);
const NODE_24 = nodejs(24);
const PYTHON = lambda.Runtime.PYTHON_3_12;

function declare(runtime: lambda.Runtime, source: string, serviceTimeout = 600): Declare {
  return (stack: Stack) => {
    const handler = new lambda.Function(stack, 'Handler', {
      runtime,
      handler: 'index.handler',
      code: lambda.Code.fromInline(source),
      timeout: Duration.seconds(20),
    });
    const made = new CustomResource(stack, 'Made', {
      serviceToken: handler.functionArn,
      resourceType: 'Custom::Made',
      properties: { Size: 3, ServiceTimeout: serviceTimeout },
    });
    new CfnOutput(stack, 'Size', { value: made.getAttString('Size') });
  };
}

const BY_CONTEXT = `var response = require('cfn-response');
exports.handler = function (event, context) {
  response.send(event, context, response.SUCCESS, { Size: event.ResourceProperties.Size }, 'made');
};`;

const BY_PROMISE = `const response = require('cfn-response');
exports.handler = async (event, context) => {
  await response.send(event, context, response.SUCCESS, { Size: event.ResourceProperties.Size }, 'made');
};`;

const BY_PYTHON = `import cfnresponse
def handler(event, context):
    cfnresponse.send(event, context, cfnresponse.SUCCESS, {"Size": event["ResourceProperties"]["Size"]}, "made")`;

/** As packages like crhelper do. */
const BY_HTTPS_OF_PYTHON = `import http.client, json, urllib.parse
def handler(event, context):
    url = urllib.parse.urlsplit(event["ResponseURL"])
    answer = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    answer.update(Status="SUCCESS", PhysicalResourceId="made", Data={"Size": event["ResourceProperties"]["Size"]})
    connection = http.client.HTTPSConnection(url.hostname)
    connection.request("PUT", url.path + "?" + url.query, json.dumps(answer), {"content-type": ""})
    print(connection.getresponse().status)`;

test.each([
  ['cfn-response and the context', NODE_22, BY_CONTEXT],
  ['cfn-response and a promise', NODE_24, BY_PROMISE],
  ['cfnresponse of Python', PYTHON, BY_PYTHON],
  ['https of Python', PYTHON, BY_HTTPS_OF_PYTHON],
])('a function that answers by %s makes and removes its resource', async (_way, runtime, source) => {
  expect(await app.deploy(declare(runtime, source))).toMatchObject({ stackStatus: 'CREATE_COMPLETE' });
  expect(app.output('Size')).toBe('3');
  expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
});

test('cfn-response answers with the name of the log stream, as it does on AWS', async () => {
  const source = BY_CONTEXT.replace(", 'made'", '').replace('SUCCESS', 'FAILED');
  await app.deploy(declare(NODE_22, source));
  expect(app.failures('Custom::Made')[0]).toMatch(
    /Message returned: See the details in CloudWatch Log Stream: \$LATEST/,
  );
  expect(app.cloud.cloudFormation.stack('App')?.resources.get('Made')?.physicalId).toMatch(/^\$LATEST\//);
});

test('fails after ServiceTimeout when the function throws, and tells what its log says', async () => {
  const start = app.cloud.clock.now();
  await app.deploy(declare(NODE_24, 'exports.handler = async () => { throw new TypeError("no such thing"); };', 900));
  expect(app.failures('Custom::Made')[0]).toMatch(
    /did not receive a response from your Custom Resource[^]*The log says:\n.*ERROR\tInvoke Error .*TypeError.*no such thing/,
  );
  expect(app.cloud.clock.now() - start).toBeGreaterThan(900_000);
});

test('fails after ServiceTimeout when the function never ends, and tells what its log says', async () => {
  await app.deploy(declare(NODE_24, 'exports.handler = async () => new Promise((end) => setTimeout(end, 9e9));'));
  expect(app.failures('Custom::Made')[0]).toMatch(/The log says:\n.* Task timed out after 20\.00 seconds/);
});

test('fails at once when the function cannot run here, and is rolled back', async () => {
  const start = app.cloud.clock.now();
  const outcome = await app.deploy(
    declare(NODE_24, "require('@aws-sdk/client-braket'); exports.handler = async () => {};"),
  );
  expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(app.failures('Custom::Made')).toEqual([
    expect.stringMatching(/npm install --save-dev @aws-sdk\/client-braket$/),
  ]);
  expect(app.cloud.clock.now() - start).toBeLessThan(300_000);
});

test('fails at the creation of a function whose runtime is not there', async () => {
  const outcome = await app.deploy((stack) => {
    new CfnResource(stack, 'Java', {
      type: 'AWS::Lambda::Function',
      properties: {
        Runtime: 'java21',
        Handler: 'a',
        Role: 'arn:aws:iam::1:role/r',
        Code: { S3Bucket: 'b', S3Key: 'k' },
      },
    });
  });
  expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(app.failures('AWS::Lambda::Function')).toEqual([
    'the local cloud does not run functions with Runtime java21: it runs nodejs18.x and newer, and python3.* where python3 is on the machine',
  ]);
});
