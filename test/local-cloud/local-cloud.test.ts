import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { JumpingClock } from '../../local-cloud/clock/jumping-clock';
import { RealClock } from '../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../local-cloud/local-cloud';

/** Waits as long as it is told with the state machine, then answers CloudFormation. */
const SOURCE = `
  const http = require('node:http');
  const send = (url, options, body) => new Promise((resolve, reject) => {
    const request = http.request(url, options, (response) => response.resume().on('end', () => resolve(response)));
    request.on('error', reject).end(body);
  });
  exports.handler = async (input) => {
    if (input.Payload) return answer(input.Payload);
    if (input.RequestType === 'Delete') return answer(input);
    console.log('waiting for ' + input.LogicalResourceId);
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AWSStepFunctions.StartExecution',
      authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/us-east-1/states/aws4_request',
    };
    const body = { stateMachineArn: input.ResourceProperties.StateMachineArn, name: input.RequestId, input: JSON.stringify(input) };
    await send(process.env.AWS_ENDPOINT_URL, { method: 'POST', headers }, JSON.stringify(body));
  };
  const answer = ({ ResponseURL, StackId, RequestId, LogicalResourceId }) =>
    send(ResponseURL, { method: 'PUT' }, JSON.stringify({
      Status: 'SUCCESS', PhysicalResourceId: 'waiter', StackId, RequestId, LogicalResourceId,
      Data: { Now: new Date().toISOString() },
    })).then(() => 'answered');
`;

const TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'start',
            PolicyDocument: {
              Statement: {
                Effect: 'Allow',
                Action: ['states:StartExecution', 'lambda:InvokeFunction', 'logs:CreateLogStream', 'logs:PutLogEvents'],
                Resource: '*',
              },
            },
          },
        ],
      },
    },
    LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Code: { ZipFile: SOURCE },
        Handler: 'index.handler',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Timeout: 60,
        LoggingConfig: { LogGroup: { Ref: 'LogGroup' } },
      },
    },
    Retries: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Function' }, Qualifier: '$LATEST', MaximumRetryAttempts: 0 },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify({
          StartAt: 'Parse',
          States: {
            // CloudFormation has turned the number into a string.
            Parse: {
              Type: 'Pass',
              Parameters: { 'seconds.$': 'States.StringToJson($.ResourceProperties.Seconds)' },
              ResultPath: '$.parsed',
              Next: 'Wait',
            },
            Wait: { Type: 'Wait', SecondsPath: '$.parsed.seconds', Next: 'Answer' },
            Answer: { Type: 'Task', Resource: '${Function}', Parameters: { 'Payload.$': '$' }, End: true },
          },
        }),
        DefinitionSubstitutions: { Function: { 'Fn::GetAtt': ['Function', 'Arn'] } },
      },
    },
    Waiter: {
      Type: 'Custom::Waiter',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] },
        StateMachineArn: { Ref: 'Machine' },
        Seconds: 1800,
      },
    },
  },
  Outputs: { Now: { Value: { 'Fn::GetAtt': ['Waiter', 'Now'] } } },
};

let cloud: LocalCloud;

function clientOptions() {
  const { endpoint, credentials } = cloud;
  return { endpoint, region: 'us-east-1', credentials };
}

async function settled(StackName: string): Promise<string | undefined> {
  const client = new CloudFormationClient(clientOptions());
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    if (!Stacks?.[0]?.StackStatus?.endsWith('IN_PROGRESS')) return Stacks?.[0]?.StackStatus;
    await cloud.clock.sleep(10_000);
  }
}

async function createStack(): Promise<string> {
  const client = new CloudFormationClient(clientOptions());
  const TemplateBody = JSON.stringify(TEMPLATE);
  const { StackId = '' } = await client.send(
    new CreateStackCommand({ StackName: 'app', TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
  );
  return StackId;
}

afterEach(async () => cloud.stop());

test('a stack whose custom resource waits half an hour in a state machine is deployed in a moment', async () => {
  cloud = await LocalCloud.start({ clock: new JumpingClock(new Date('2026-01-01T00:00:00Z')) });
  const stackId = await createStack();
  expect(await settled(stackId)).toBe('CREATE_COMPLETE');
  const [now] = cloud.cloudFormation.stack('app')?.outputs ?? [];
  expect(now?.value).toMatch(/^2026-01-01T00:3\d:/);
  expect(cloud.stateMachines.executions.map(({ status }) => status)).toEqual(['SUCCEEDED']);
  expect(cloud.logs.text()).toContain('waiting for Waiter');
  expect([...cloud.logs.groups]).toEqual([cloud.logs.lines[0]?.logGroup]);
  const [start] = cloud.callLog.find({ service: 'states', operation: 'StartExecution' });
  const roleArn = start?.caller.principalArn ?? '';
  expect(cloud.iam.allows(roleArn, { action: 'states:StartExecution', resource: '*' })).toBe(true);

  await new CloudFormationClient(clientOptions()).send(new DeleteStackCommand({ StackName: 'app' }));
  expect(await settled(stackId)).toBe('DELETE_COMPLETE');
  expect(cloud.functions.names()).toEqual([]);
  expect(cloud.stateMachines.names()).toEqual([]);
  expect([...cloud.logs.groups]).toEqual([]);
});

test('under the same seed the same story happens in every run: order, times, faults and all', async () => {
  const runs: string[] = [];
  for (let run = 0; run < 3; run++) {
    const clock = new JumpingClock(new Date('2026-01-01T00:00:00Z'));
    cloud = await LocalCloud.start({ clock, port: 'none', seed: 7 });
    cloud.faults.inject({ fault: 'killedAfter', probability: 0.2 }, { fault: 'failedBefore', probability: 0.2 });
    const names = ['One', 'Two', 'Three', 'Four'];
    const waiters = Object.fromEntries(names.map((name) => [name, TEMPLATE.Resources.Waiter]));
    const templateBody = JSON.stringify({ Resources: { ...TEMPLATE.Resources, ...waiters } });
    await cloud.cloudFormation.createStack({ stackName: 'app', templateBody, parameters: {} });
    await cloud.clock.sleep(1000); // the function that has answered ends a moment after the stack
    const calls = cloud.callLog.entries.map(({ time, operation, input, fault }) => ({ time, operation, input, fault }));
    const story = { calls, invocations: cloud.functions.invocations, lines: cloud.logs.lines };
    runs.push(JSON.stringify(story));
    await cloud.stop();
  }
  expect(runs[0]).toContain('killedAfter');
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test('a lost answer costs the stack its hour', async () => {
  cloud = await LocalCloud.start({ clock: new JumpingClock() });
  cloud.faults.inject({ fault: 'unansweredBefore', service: 'custom-resource-response', nth: 1 });
  const start = cloud.clock.now();
  const outcome = await cloud.cloudFormation.createStack({
    stackName: 'app',
    templateBody: JSON.stringify(TEMPLATE),
    parameters: {},
  });
  expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(cloud.clock.now() - start).toBeGreaterThan(3_600_000);
});

test('secrets and the parameter of the CDK bootstrap can be read with the SDK', async () => {
  cloud = await LocalCloud.start({ clock: new RealClock() });
  const secrets = new SecretsManagerClient(clientOptions());
  await secrets.send(new CreateSecretCommand({ Name: 'password', SecretString: '{"db":"s3cret"}' }));
  expect(cloud.secrets.version('password').value).toBe('{"db":"s3cret"}');
  const ssm = new SSMClient(clientOptions());
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }));
  expect(Number(Parameter?.Value)).toBeGreaterThanOrEqual(6);
});

test('a session of a role is held to its policies, and to none when the role is gone', async () => {
  cloud = await LocalCloud.start({ clock: new RealClock() });
  cloud.iam.putRole('lookup');
  const RoleArn = cloud.iam.arn('role/lookup');
  const assumeRole = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' });
  const { Credentials } = await new STSClient(clientOptions()).send(assumeRole);
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  const client = new CloudFormationClient({ ...clientOptions(), credentials });
  const stacks = new DescribeStacksCommand({});

  await expect(client.send(stacks)).rejects.toThrow(/assumed-role\/lookup\/session is not authorized/);
  cloud.iam.deleteRole('lookup');
  await expect(client.send(stacks)).resolves.toBeDefined();
});

test('fails to answer once it is stopped', async () => {
  cloud = await LocalCloud.start({ clock: new RealClock() });
  const { endpoint } = cloud;
  await cloud.stop();
  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
});
