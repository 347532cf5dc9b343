import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sign } from 'aws4';
import { RealClock } from '../../../../local-cloud/clock/real-clock';
import { CustomResourceEvent } from '../../../../local-cloud/cloudformation/custom-resource/custom-resource-event';
import { Credentials, temporaryCredentials } from '../../../../local-cloud/gateway/authentication/credentials';
import { LocalCloud } from '../../../../local-cloud/local-cloud';

const Bucket = 'assets';
const Key = 'a (1)/täst+x.json';
const MINUTE = 60_000;
let cloud: LocalCloud;
let calls: number;

beforeAll(async () => {
  cloud = await LocalCloud.start({ clock: new RealClock({ speed: 1_000 }) });
  cloud.objects.put(Bucket, Key, Buffer.from('content'));
});

beforeEach(() => (calls = cloud.callLog.entries.length));

afterAll(async () => cloud.stop());

function config(credentials: Credentials = cloud.credentials, systemClockOffset = 0) {
  return { endpoint: cloud.endpoint, region: 'us-east-1', credentials, systemClockOffset, maxAttempts: 1 };
}

/** One call of each protocol: JSON, Query, S3. */
function everyProtocol(...options: Parameters<typeof config>): Promise<PromiseSettledResult<unknown>[]> {
  return Promise.allSettled([
    new SSMClient(config(...options)).send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' })),
    new CloudFormationClient(config(...options)).send(new DescribeStacksCommand({})),
    new S3Client(config(...options)).send(new ListObjectsV2Command({ Bucket })),
  ]);
}

async function failuresOf(...options: Parameters<typeof config>): Promise<unknown[]> {
  const results = await everyProtocol(...options);
  expect(cloud.callLog.entries).toHaveLength(calls);
  return results.map((result) => {
    if (result.status === 'fulfilled') return 'no failure';
    const { name, $metadata } = result.reason as { name: string; $metadata: { httpStatusCode: number } };
    return [name, $metadata.httpStatusCode];
  });
}

/** What is sent, signed with the credentials of the cloud. */
async function send(options: {
  service: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
  signQuery?: boolean;
}) {
  const { host } = new URL(cloud.endpoint);
  const request = { region: 'us-east-1', method: 'POST', path: '/', headers: {}, ...options, host };
  const { path, method, headers, body } = sign(request, { ...cloud.credentials });
  const { Host: _, ...rest } = headers as Record<string, string>;
  const response = await fetch(cloud.endpoint + path, { method, headers: rest, body: body?.toString() });
  return { status: response.status, text: await response.text() };
}

describe('a request by the header', () => {
  test('is taken when it is signed with the credentials of the cloud, whatever the time of the cloud is', async () => {
    await cloud.clock.sleep(30 * MINUTE);
    expect((await everyProtocol()).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  test('has credentials of the real form that are others in each cloud', async () => {
    const other = await LocalCloud.start({ clock: new RealClock(), port: 'none' });
    expect(cloud.credentials.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(cloud.credentials.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/);
    expect(other.credentials.accessKeyId).not.toBe(cloud.credentials.accessKeyId);
    expect(other.credentials.secretAccessKey).not.toBe(cloud.credentials.secretAccessKey);
    await other.stop();
  });

  test('fails with keys that the cloud did not give out, in the words of each service', async () => {
    expect(await failuresOf({ accessKeyId: 'test', secretAccessKey: 'test' })).toEqual([
      ['UnrecognizedClientException', 400],
      ['InvalidClientTokenId', 403],
      ['InvalidAccessKeyId', 403],
    ]);
  });

  test('fails with a wrong secret', async () => {
    expect(await failuresOf({ ...cloud.credentials, secretAccessKey: 'guessed' })).toEqual([
      ['InvalidSignatureException', 400],
      ['SignatureDoesNotMatch', 403],
      ['SignatureDoesNotMatch', 403],
    ]);
  });

  test.each([-16 * MINUTE, 16 * MINUTE])(
    'fails when it is signed %d ms from the time of the machine',
    async (offset) => {
      expect(await failuresOf(cloud.credentials, offset)).toEqual([
        ['InvalidSignatureException', 400],
        ['SignatureDoesNotMatch', 403],
        ['RequestTimeTooSkewed', 403],
      ]);
    },
  );

  test('fails without a signature, and tells where to find the credentials', async () => {
    const form = await fetch(cloud.endpoint, { method: 'POST', body: new URLSearchParams({ Action: 'ListStacks' }) });
    const target = { 'x-amz-target': 'AmazonSSM.GetParameter' };
    const json = await fetch(cloud.endpoint, { method: 'POST', headers: target, body: '{"Name":"x"}' });
    const object = await fetch(`${cloud.endpoint}/${Bucket}/k`);

    expect([form.status, json.status, object.status]).toEqual([403, 400, 403]);
    expect(await form.text()).toMatch(/<Code>MissingAuthenticationToken<.*use those that it printed/);
    expect(await json.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(await object.text()).toContain('<Error><Code>AccessDenied<');
    expect(cloud.callLog.entries).toHaveLength(calls);
  });

  test('fails when its body is another than the one that was signed', async () => {
    const request = { service: 's3', method: 'PUT', path: `/${Bucket}/other`, body: 'b' };
    const headers = { 'X-Amz-Content-Sha256': '0'.repeat(64) };
    expect(await send({ ...request, headers })).toMatchObject({ status: 403 });
    expect(cloud.objects.get(Bucket, 'other')).toBeUndefined();
    expect(await send(request)).toMatchObject({ status: 200 });
  });

  test('fails when it is signed for another service', async () => {
    const headers = { 'X-Amz-Target': 'AmazonSSM.GetParameter' };
    const body = '{"Name":"/cdk-bootstrap/hnb659fds/version"}';
    const { status, text } = await send({ service: 's3', headers, body });
    expect([status, text]).toEqual([400, expect.stringContaining("scoped to correct service: 'ssm'")]);
    expect(await send({ service: 'ssm', headers, body })).toMatchObject({ status: 200 });
  });

  test('fails by another method than POST for an operation of the Query protocol', async () => {
    const path = '/?Action=DescribeStacks&Version=2010-05-15';
    const { status, text } = await send({ service: 'cloudformation', method: 'GET', path });
    expect([status, text]).toEqual([400, expect.stringContaining('by POST, not by GET')]);
  });

  test('fails by the signature of version 2, naming the one that is needed', async () => {
    const response = await fetch(`${cloud.endpoint}/${Bucket}/k?AWSAccessKeyId=a&Expires=1&Signature=s`);
    expect(await response.text()).toContain('Please use AWS4-HMAC-SHA256.');
  });
});

describe('a session of STS', () => {
  const role = { RoleArn: 'arn:aws:iam::111111111111:role/deployer', RoleSessionName: 'me' };

  async function assume(): Promise<Required<Credentials>> {
    const { Credentials: keys } = await new STSClient(config()).send(new AssumeRoleCommand(role));
    return {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    };
  }

  test('is good with its keys and its token together', async () => {
    const { sessionToken, ...keys } = await assume();
    const { Arn } = await new STSClient(config({ ...keys, sessionToken })).send(new GetCallerIdentityCommand());
    expect(Arn).toBe('arn:aws:sts::111111111111:assumed-role/deployer/me');

    const other = await assume();
    calls = cloud.callLog.entries.length;
    const codes = [
      ['UnrecognizedClientException', 400],
      ['InvalidClientTokenId', 403],
      ['InvalidAccessKeyId', 403],
    ];
    expect(await failuresOf(keys)).toEqual(codes);
    expect(await failuresOf({ ...keys, sessionToken: other.sessionToken })).toEqual(codes);
  });

  test('fails when it has expired', async () => {
    const session = temporaryCredentials();
    cloud.callers.register(session, cloud.callers.administrator, new Date(Date.now() - 1));
    expect(await failuresOf(session)).toEqual([
      ['ExpiredTokenException', 400],
      ['ExpiredToken', 403],
      ['ExpiredToken', 400],
    ]);
  });
});

describe('a presigned URL', () => {
  const presigned = async (options: { expiresIn?: number; signingDate?: Date } = {}): Promise<string> =>
    getSignedUrl(new S3Client(config()), new GetObjectCommand({ Bucket, Key }), options);

  const statusOf = async (url: string, init?: RequestInit): Promise<number> => (await fetch(url, init)).status;

  test('gets and puts the object that it was made for', async () => {
    expect(await (await fetch(await presigned())).text()).toBe('content');

    const put = new PutObjectCommand({ Bucket, Key: 'put' });
    const response = await fetch(await getSignedUrl(new S3Client(config()), put), { method: 'PUT', body: 'by URL' });
    expect(response.status).toBe(200);
    expect(cloud.objects.get(Bucket, 'put')?.toString()).toBe('by URL');
  });

  test('is good with the keys of a session', async () => {
    const session = temporaryCredentials();
    cloud.callers.register(session, cloud.callers.administrator);
    const url = await getSignedUrl(new S3Client(config(session)), new GetObjectCommand({ Bucket, Key }));
    expect(await statusOf(url)).toBe(200);
    expect(await statusOf(url.replace(/X-Amz-Security-Token=...../, 'X-Amz-Security-Token=wrong'))).toBe(403);
  });

  test('fails for another key, method, time of life or sub-resource', async () => {
    const url = await presigned();
    expect(await statusOf(url.replace('.json', '.yaml'))).toBe(403);
    expect(await statusOf(url, { method: 'DELETE' })).toBe(403);
    expect(await statusOf(url.replace('X-Amz-Expires=900', 'X-Amz-Expires=9000'))).toBe(403);
    expect(await statusOf(`${url}&uploads=`)).toBe(403);
    expect(cloud.objects.get(Bucket, Key)?.toString()).toBe('content');
  });

  test('fails with a header of AWS that was not signed with it', async () => {
    expect(await statusOf(await presigned(), { headers: { 'x-amz-copy-source': '/assets/put' } })).toBe(403);
    const target = { 'x-amz-target': 'AmazonSSM.GetParameter' };
    expect(await statusOf(await presigned(), { headers: target })).toBe(400);
  });

  test('fails when its time is over', async () => {
    const signingDate = new Date(Date.now() - 61_000);
    expect(await statusOf(await presigned({ expiresIn: 120, signingDate }))).toBe(200);
    const response = await fetch(await presigned({ expiresIn: 60, signingDate }));
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test('fails for anything but an object', async () => {
    const bucket = await send({ service: 's3', method: 'GET', path: `/${Bucket}?list-type=2`, signQuery: true });
    const body = 'Action=DescribeStacks&Version=2010-05-15';
    const stacks = await send({ service: 'cloudformation', path: '/?X-Amz-Expires=60', body, signQuery: true });
    expect([bucket.status, stacks.status]).toEqual([403, 403]);
    expect(stacks.text).toContain('A presigned URL is good for an object of S3 alone.');
  });
});

test('a ResponseURL accepts one PUT as it was signed, and no other URL can be guessed', async () => {
  const events: CustomResourceEvent[] = [];
  const clouds = [0, 1].map(async () =>
    LocalCloud.start({
      clock: new RealClock({ speed: 100 }),
      customResources: { deliver: async (event) => void events.push(event) },
    }),
  );
  const [mine, other] = (await Promise.all(clouds)) as [LocalCloud, LocalCloud];
  const ServiceToken = 'arn:aws:lambda:us-east-1:111111111111:function:f';
  const templateBody = JSON.stringify({
    Resources: { Custom: { Type: 'Custom::Thing', Properties: { ServiceToken } } },
  });
  const [creation] = [mine, other].map(async ({ cloudFormation }) =>
    cloudFormation.createStack({ stackName: 'app', templateBody, parameters: {} }),
  );
  const [event, same] = events as [CustomResourceEvent, CustomResourceEvent];
  const body = JSON.stringify({ ...event, Status: 'SUCCESS', PhysicalResourceId: 'id' });
  const status = async (url: string, method = 'PUT') => (await fetch(url, { method, body: Buffer.from(body) })).status;

  const { ResponseURL: url } = event;
  const { search } = new URL(same.ResponseURL); // of the same resource in another cloud
  expect(await status(url, 'POST')).toBe(403);
  expect(await status(url.replace('X-Amz-Expires=7200', 'X-Amz-Expires=72000'))).toBe(403);
  expect(await status(url.replace(/\?.*/, search))).toBe(403);
  expect(await status(url)).toBe(200);
  expect((await creation)?.stackStatus).toBe('CREATE_COMPLETE');
  await Promise.all([mine.stop(), other.stop()]);
});
