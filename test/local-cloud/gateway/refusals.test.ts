import { CloudWatchLogs } from '../../../local-cloud/cloudwatch-logs/cloudwatch-logs';
import { Logs } from '../../../local-cloud/cloudwatch-logs/logs';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { S3 } from '../../../local-cloud/s3/s3';
import { SecretStore } from '../../../local-cloud/secrets-manager/secret-store';
import { SecretsManager } from '../../../local-cloud/secrets-manager/secrets-manager';
import { ParameterStore } from '../../../local-cloud/ssm/parameter-store';
import { Ssm } from '../../../local-cloud/ssm/ssm';
import { Sessions } from '../../../local-cloud/sts/sessions';
import { createSts } from '../../../local-cloud/sts/sts';
import { ACCOUNT, Endpoint } from '../endpoint';
import { callJson, signed, signedRequest } from '../signed-request';

let endpoint: Endpoint;

beforeEach(async () => {
  const objects = new ObjectStore();
  objects.createBucket('bucket');
  endpoint = await Endpoint.open((callers) => [
    new Ssm(new ParameterStore(ACCOUNT)),
    new SecretsManager(new SecretStore(ACCOUNT)),
    new CloudWatchLogs(new Logs(), ACCOUNT),
    new S3(objects, ACCOUNT),
    createSts(new Sessions(callers)),
  ]);
});

afterEach(async () => endpoint.close());

async function callQuery(service: string, action: string): Promise<{ status: number; text: string }> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', headers, body: `Action=${action}&Version=2010-05-08` };
  const response = await signedRequest(endpoint, service, request);
  return { status: response.status, text: await response.text() };
}

describe('a service that is not served is refused by name, in its own protocol', () => {
  test.each(['iam', 'sns', 'autoscaling'])('Query: %s', async (service) => {
    const { status, text } = await callQuery(service, 'ListThings');
    expect(status).toBe(400);
    expect(text).toMatch(
      new RegExp(
        '^<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code>' +
          `<Message>the local cloud does not serve ListThings of ${service}</Message></Error><RequestId>[-\\w]+</RequestId>`,
      ),
    );
  });

  test('the XML of EC2', async () => {
    const { text } = await callQuery('ec2', 'DescribeVpcs');
    expect(text).toMatch(
      /<Response><Errors><Error><Code>InvalidAction<[^]*DescribeVpcs of ec2[^]*<RequestID>[-\w]+<\/RequestID>/,
    );
  });

  test('REST with XML', async () => {
    const response = await signedRequest(endpoint, 'route53', { method: 'GET', path: '/2013-04-01/hostedzone' });
    expect(await response.text()).toMatch(/<ErrorResponse><Error>[^]*GET \/2013-04-01\/hostedzone of route53/);
  });

  test('JSON, with the operation in a header or in the path', async () => {
    expect(await callJson(endpoint, 'dynamodb', 'DynamoDB_20120810.ListTables', '{}')).toMatchObject({
      status: 404,
      error: {
        __type: 'UnknownOperationException',
        message: expect.stringContaining('DynamoDB_20120810.ListTables') as unknown,
      },
    });
    const response = await signedRequest(endpoint, 'lambda', { method: 'GET', path: '/2015-03-31/functions' });
    expect(await response.json()).toMatchObject({
      message: 'the local cloud does not serve GET /2015-03-31/functions of lambda',
    });
  });
});

test('the answer of a Query operation bears the id of the request', async () => {
  const { text } = await callQuery('sts', 'GetCallerIdentity');
  expect(text).toMatch(/<ResponseMetadata><RequestId>[-\w]{36}<\/RequestId><\/ResponseMetadata>/);
});

describe('an input of another type than in the API model is the mistake of the caller', () => {
  test.each([
    ['ssm', 'AmazonSSM.GetParameter', '{"Name":7}', 'GetParameter.Name must be a string, not number'],
    ['ssm', 'AmazonSSM.GetParameters', '{"Names":{"a":1}}', 'GetParameters.Names must be an array, not object'],
    ['ssm', 'AmazonSSM.GetParameters', '{"Names":[["a"]]}', 'GetParameters.Names[0] must be a string, not array'],
    ['ssm', 'AmazonSSM.GetParameter', 'null', 'GetParameter must be an object, not null'],
    ['ssm', 'AmazonSSM.PutParameter', '{"Overwrite":"yes"}', 'PutParameter.Overwrite must be a boolean, not string'],
    ['secretsmanager', 'secretsmanager.GetSecretValue', '[]', 'GetSecretValue must be an object, not array'],
    ['logs', 'Logs_20140328.FilterLogEvents', '{"limit":"7"}', 'FilterLogEvents.limit must be a number, not string'],
  ])('%s %s %s', async (service, target, body, message) => {
    expect(await callJson(endpoint, service, target, body)).toEqual({
      status: 400,
      error: { __type: 'SerializationException', message },
    });
  });

  test('a member that is null is a member that is missing', async () => {
    const { error } = await callJson(endpoint, 'ssm', 'AmazonSSM.GetParameter', '{"Name":"/a","WithDecryption":null}');
    expect(error.__type).toBe('ParameterNotFound');
  });
});

test('a path that is no host, or cannot be decoded, is answered', async () => {
  const root = await signedRequest(endpoint, 's3', { method: 'GET', path: '//' });
  expect([root.status, await root.text()]).toEqual([200, expect.stringContaining('<Name>bucket</Name>')]);

  const { headers } = signed(endpoint, 's3', { method: 'GET', path: '/bucket/key' });
  const response = await fetch(`${endpoint.clientConfig.endpoint}/bucket/%zz`, { headers });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<Code>InvalidURI</Code>');
});
