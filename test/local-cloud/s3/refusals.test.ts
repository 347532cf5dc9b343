import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import * as clientS3 from '@aws-sdk/client-s3';
import { Bucket, S3Fixture } from './s3-fixture';
import { operationName } from '../../../local-cloud/s3/request/operation-name';
import { S3 } from '../../../local-cloud/s3/s3';
import { ACCOUNT } from '../endpoint';

let s3: S3Fixture;

beforeEach(async () => {
  s3 = await S3Fixture.open();
  await s3.put('key', 'content', { Tagging: 'team=data' });
});
afterEach(async () => s3.close());

/** What is stored, to be the same afterwards. */
function stored(): string {
  return JSON.stringify(s3.objects.buckets.map((bucket) => [bucket, bucket.listVersions()]));
}

test.each(['acl', 'cors', 'lifecycle', 'policy', 'replication', 'website', 'notification', 'publicAccessBlock'])(
  'fails to change %s of a bucket, by the name of the operation, and changes nothing',
  async (subResource) => {
    const before = stored();
    const reply = await s3.fetch(`/${Bucket}?${subResource}`, { method: 'PUT', body: '<Some/>' });
    const code = subResource === 'acl' ? 'AccessControlListNotSupported' : 'NotImplemented';
    expect(await reply.text()).toContain(`<Code>${code}</Code>`);
    expect(stored()).toBe(before);
  },
);

test.each(['retention', 'legal-hold', 'encryption', 'renameObject', 'annotation'])(
  'fails to change %s of an object, by the name of the operation, and changes nothing',
  async (subResource) => {
    const before = stored();
    const reply = await s3.fetch(`/${Bucket}/key?${subResource}`, { method: 'PUT', body: '<Some/>' });
    expect([reply.status, await reply.text()]).toEqual([
      501,
      expect.stringMatching(/does not serve (Put|Update|Rename)/),
    ]);
    expect(stored()).toBe(before);
  },
);

test.each([
  ['GET', '?select', 405],
  ['DELETE', '?acl', 405],
  ['POST', '', 405],
  ['POST', '?restore', 501],
  ['GET', '?torrent', 501],
  ['PATCH', '', 405],
])('fails for %s %s of an object, and changes nothing', async (method, query, status) => {
  const before = stored();
  expect((await s3.fetch(`/${Bucket}/key${query}`, { method })).status).toBe(status);
  expect(stored()).toBe(before);
});

test.each([
  'x-amz-object-lock-mode',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-website-redirect-location',
  'x-amz-write-offset-bytes',
  'x-amz-something-new',
])('fails for the header %s, whose effect is not served, and writes nothing', async (header) => {
  const before = stored();
  const reply = await s3.fetch(`/${Bucket}/key`, { method: 'PUT', body: 'other', headers: { [header]: '1' } });
  expect([reply.status, await reply.text()]).toEqual([
    501,
    expect.stringContaining(`PutObject with the header ${header}`),
  ]);
  expect(stored()).toBe(before);
});

test('fails for a storage class that objects must be restored from', async () => {
  const put = s3.put('key', 'other', { StorageClass: 'GLACIER' });
  await expect(put).rejects.toMatchObject({ name: 'NotImplemented' });
  expect(await s3.contentOf('key')).toBe('content');
});

test('fails for a key that is no URL or too long, by a refusal that is the client’s fault', async () => {
  const query = new URLSearchParams();
  const request = { requestId: 'r', method: 'GET', path: `/${Bucket}/%zz`, query, headers: {}, body: Buffer.of() };
  const broken = new S3(s3.objects, ACCOUNT).handle(request);
  await expect(broken).rejects.toMatchObject({ name: 'InvalidURI', status: 400 });
  const long = await s3.fetch(`/${Bucket}/${'k'.repeat(1025)}`);
  expect([long.status, await long.text()]).toEqual([400, expect.stringContaining('<Code>KeyTooLongError</Code>')]);
});

test('fails for a document that is no XML, and keeps the tags', async () => {
  const before = stored();
  for (const body of ['<Tagging>', '', '{}', '<Other/>']) {
    const reply = await s3.fetch(`/${Bucket}/key?tagging`, { method: 'PUT', body });
    expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  }
  expect(stored()).toBe(before);
});

test('a bucket is found by the first part of the host, too', async () => {
  const { hostname, port } = new URL(s3.endpoint.clientConfig.endpoint);
  const headers = s3.signed('/key', `${Bucket}.localhost:${port}`);
  const content = await new Promise<string>((resolve, reject) => {
    const sent = httpRequest(
      { hostname, port, path: '/key', headers },
      (reply) => void text(reply).then(resolve, reject),
    );
    sent.on('error', reject).end();
  });
  expect(content).toBe('content');
});

/** The operations of the API model that the client ships with: method and path of each, as `PUT /{Key+}?acl`. */
const MODEL: [name: string, method: string, uri: string][] = Object.values(clientS3 as object).flatMap((schema) => {
  if (!Array.isArray(schema) || schema[0] !== 9) return [];
  const [, , name, traits] = schema as [number, string, string, { http: [string, string, number] }];
  return [[name, traits.http[0], traits.http[1]]];
});

test('the model of the S3 API has its operations', () => {
  expect(MODEL.length).toBeGreaterThan(100);
});

test.each(MODEL)('%s is known by its name', (name, method, uri) => {
  const [path = '', search] = uri.split('?');
  const query = new URLSearchParams(search);
  const listsBuckets = name === 'ListBuckets' || name === 'ListDirectoryBuckets';
  const bucket = listsBuckets ? '' : uri === '/WriteGetObjectResponse' ? 'WriteGetObjectResponse' : Bucket;
  if (/^(Get|List)Bucket.*Configuration$/.test(name) && query.has('x-id')) query.set('id', '1');
  if (/Part|Upload$/.test(name) && !query.has('uploads')) query.set('uploadId', '1');
  if (name === 'GetObjectAnnotation') query.set('annotationName', 'a');
  const headers = name.includes('Copy') ? { 'x-amz-copy-source': '/b/k' } : {};
  const key = path === '/{Key+}' ? 'key' : '';
  expect(operationName({ method, bucket, key, query, headers })).toBe(name);
});
