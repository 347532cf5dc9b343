import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { Bucket, S3Fixture } from './s3-fixture';

const Key = 'a/täst #1.json';
const Tagging = { TagSet: [{ Key: 'team', Value: 'data & more' }] };
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await S3Fixture.open();
});
afterEach(async () => s3.close());

test('an object that was put can be read, measured and deleted', async () => {
  await s3.put(Key, '{"a":1}');

  expect(await s3.contentOf(Key)).toBe('{"a":1}');
  expect((await s3.client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength).toBe(7);
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key }));
  await expect(s3.contentOf(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a stream, which the SDK sends in chunks, is stored without the marks of its chunks', async () => {
  const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
  await s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: 11 }));

  expect(await s3.contentOf(Key)).toBe('hello world');
});

test('what a client says about an object is told with it', async () => {
  const described = {
    ContentType: 'text/yaml',
    CacheControl: 'no-cache',
    ContentEncoding: 'gzip',
    ContentDisposition: 'attachment',
    ContentLanguage: 'de',
    Metadata: { owner: 'me' },
    StorageClass: 'STANDARD_IA',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: 'key-1',
  } as const;
  await s3.put(Key, 'x', { ...described, Tagging: 'team=data&cost=' });

  expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ...described, TagCount: 2 });
});

test('an object without a content type is binary, and encrypted as S3 encrypts all', async () => {
  await s3.fetch(`/${Bucket}/plain`, { method: 'PUT', body: Buffer.from('x') });

  expect(await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'plain' }))).toMatchObject({
    ContentType: 'binary/octet-stream',
    ServerSideEncryption: 'AES256',
    Metadata: {},
  });
});

test.each([
  ['bytes=1-2', 'bc', 'bytes 1-2/5'],
  ['bytes=3-', 'de', 'bytes 3-4/5'],
  ['bytes=-2', 'de', 'bytes 3-4/5'],
  ['bytes=2-99', 'cde', 'bytes 2-4/5'],
])('the range %s of an object is %s', async (Range, content, ContentRange) => {
  await s3.put(Key, 'abcde');
  const { Body, ...head } = await s3.client.send(new GetObjectCommand({ Bucket, Key, Range }));
  expect(await Body?.transformToString()).toBe(content);
  expect(head).toMatchObject({ ContentRange, ContentLength: content.length });
});

test('fails to read a range that is not there', async () => {
  await s3.put(Key, 'abcde');
  await expect(s3.contentOf(Key, { Range: 'bytes=5-' })).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('tags of an object are set, told, replaced and removed, and its content stays', async () => {
  await s3.put(Key, 'content', { Tagging: 'first=1' });
  const tags = async () => (await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;

  expect(await tags()).toEqual([{ Key: 'first', Value: '1' }]);
  await s3.client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }));
  expect(await tags()).toEqual(Tagging.TagSet);
  await s3.client.send(new DeleteObjectTaggingCommand({ Bucket, Key }));
  expect(await tags()).toEqual([]);
  expect(await s3.contentOf(Key)).toBe('content');
});

test.each([
  ['a tag without a key', [{ Key: '', Value: 'v' }], 'InvalidTag'],
  ['a tag of AWS', [{ Key: 'aws:x', Value: 'v' }], 'InvalidTag'],
  ['a key twice', ['v', 'w'].map((Value) => ({ Key: 'k', Value })), 'InvalidTag'],
  ['eleven tags', Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: 'v' })), 'BadRequest'],
])('fails to set %s', async (_case, TagSet, name) => {
  await s3.put(Key, 'content', { Tagging: 'first=1' });
  const put = s3.client.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  await expect(put).rejects.toMatchObject({ name });
  const { TagSet: kept } = await s3.client.send(new GetObjectTaggingCommand({ Bucket, Key }));
  expect(kept).toEqual([{ Key: 'first', Value: '1' }]);
});

test('the ACL of an object is told, and refused to be another one, as buckets enforce their owner', async () => {
  await s3.put(Key, 'content');
  const { Owner, Grants } = await s3.client.send(new GetObjectAclCommand({ Bucket, Key }));
  expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);

  await s3.client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'bucket-owner-full-control' }));
  const refused = { name: 'AccessControlListNotSupported' };
  const setAcl = s3.client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
  await expect(setAcl).rejects.toMatchObject(refused);
  await expect(s3.put(Key, 'other', { ACL: 'public-read' })).rejects.toMatchObject(refused);
  await expect(s3.put(Key, 'other', { GrantRead: 'id=1' })).rejects.toMatchObject(refused);
  expect(await s3.contentOf(Key)).toBe('content');
});

test('a copy has the content, the metadata and the tags of its source', async () => {
  await s3.put(Key, 'content', { ContentType: 'text/plain', Metadata: { owner: 'me' }, Tagging: 'team=data' });
  const CopySource = encodeURIComponent(`${Bucket}/${Key}`);
  const { CopyObjectResult } = await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));

  expect(await s3.contentOf('copy')).toBe('content');
  const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
  expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { owner: 'me' }, TagCount: 1 });
  expect(CopyObjectResult).toMatchObject({ ETag: head.ETag, LastModified: expect.any(Date) as Date });
});

test('a copy has metadata and tags of its own where it replaces them', async () => {
  await s3.put(Key, 'content', { ContentType: 'text/plain', Metadata: { owner: 'me' }, Tagging: 'team=data' });
  const CopySource = encodeURIComponent(`${Bucket}/${Key}`);
  const replacing = { MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE' } as const;
  await s3.client.send(
    new CopyObjectCommand({ Bucket, Key, CopySource, ...replacing, ContentType: 'text/yaml', Metadata: { v: '2' } }),
  );

  const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(head).toMatchObject({ ContentType: 'text/yaml', Metadata: { v: '2' } });
  expect(head.TagCount).toBeUndefined();
});

test.each([
  ['onto itself', { Key, CopySource: encodeURIComponent(`${Bucket}/${Key}`) }, 'InvalidRequest'],
  ['of an object that is not there', { Key: 'copy', CopySource: `${Bucket}/none` }, 'NoSuchKey'],
  ['out of a bucket that is not there', { Key: 'copy', CopySource: 'nobucket/none' }, 'NoSuchBucket'],
  [
    'of an object that has changed',
    { Key: 'copy', CopySource: encodeURIComponent(`${Bucket}/${Key}`), CopySourceIfMatch: '"other"' },
    'PreconditionFailed',
  ],
])('fails to make a copy %s', async (_case, copy, name) => {
  await s3.put(Key, 'content');
  await expect(s3.client.send(new CopyObjectCommand({ Bucket, ...copy }))).rejects.toMatchObject({ name });
  expect(s3.objects.list(Bucket).map(({ key }) => key)).toEqual([Key]);
});

test('a write on the condition that there is nothing yet, or nothing newer, replaces nothing else', async () => {
  const failed = { name: 'PreconditionFailed' };
  const { ETag } = await s3.put(Key, 'first', { IfNoneMatch: '*' });
  await expect(s3.put(Key, 'second', { IfNoneMatch: '*' })).rejects.toMatchObject(failed);
  await expect(s3.put(Key, 'second', { IfMatch: '"other"' })).rejects.toMatchObject(failed);
  await expect(s3.put('missing', 'second', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(await s3.contentOf(Key)).toBe('first');

  await s3.put(Key, 'second', { IfMatch: ETag });
  expect(await s3.contentOf(Key)).toBe('second');
});

test('a read on a condition brings the object only where the condition holds', async () => {
  const { ETag } = await s3.put(Key, 'content');
  expect(await s3.contentOf(Key, { IfMatch: ETag })).toBe('content');
  await expect(s3.contentOf(Key, { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  const later = new Date(Date.now() + 60_000);
  for (const condition of [{ IfNoneMatch: ETag }, { IfModifiedSince: later }]) {
    await expect(s3.contentOf(Key, condition)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  }
  await expect(s3.contentOf(Key, { IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
});

test('the attributes of an object are told, as far as they are asked for', async () => {
  const { ETag } = await s3.put(Key, 'content', { ChecksumAlgorithm: 'SHA256' });
  const {
    $metadata: _metadata,
    LastModified: _modified,
    ...attributes
  } = await s3.client.send(
    new GetObjectAttributesCommand({
      Bucket,
      Key,
      ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum', 'StorageClass'],
    }),
  );
  expect(attributes).toEqual({
    ETag: ETag?.replaceAll('"', ''),
    ObjectSize: 7,
    StorageClass: 'STANDARD',
    Checksum: { ChecksumSHA256: expect.stringMatching(/=$/) as string, ChecksumType: 'FULL_OBJECT' },
  });
});

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'a checksum %s is verified and told with the object',
  async (ChecksumAlgorithm) => {
    const sent = await s3.put(Key, 'content', { ChecksumAlgorithm });
    const read = await s3.client.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(read[`Checksum${ChecksumAlgorithm}`]).toBe(sent[`Checksum${ChecksumAlgorithm}`]);
    expect(read[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
  },
);

test.each<Record<string, string>>([
  { 'x-amz-checksum-crc32': 'AAAAAA==' },
  { 'x-amz-checksum-sha256': 'AAAA' },
  { 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' },
])('fails to store what is not what its client means: %j', async (headers) => {
  const reply = await s3.fetch(`/${Bucket}/key`, { method: 'PUT', body: 'content', headers });
  expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining('<Code>BadDigest</Code>')]);
  expect(s3.objects.list(Bucket)).toEqual([]);
});

test('what a presigned URL says of its object is as good as headers', async () => {
  const checksum = 'x-amz-checksum-crc32=AAAAAA%3D%3D';
  const said = `x-amz-meta-owner=me&x-amz-tagging=team%3Ddata&x-amz-storage-class=STANDARD_IA&${checksum}`;
  const put = { method: 'PUT', body: 'content', signQuery: true };
  expect((await s3.fetch(`/${Bucket}/signed?${said}`, put)).status).toBe(200);

  const head = await s3.client.send(new HeadObjectCommand({ Bucket, Key: 'signed' }));
  expect(head).toMatchObject({ Metadata: { owner: 'me' }, TagCount: 1, StorageClass: 'STANDARD_IA' });
  const acl = await s3.fetch(`/${Bucket}/signed?x-amz-acl=public-read`, put);
  expect(await acl.text()).toContain('AccessControlListNotSupported');
});

test('several objects are deleted at once, whatever their keys', async () => {
  for (const key of ['1', ' <&> ', '3']) await s3.put(key, key);

  const Objects = [{ Key: '1' }, { Key: ' <&> ' }];
  const { Deleted } = await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

  expect(Deleted).toEqual(Objects);
  expect(s3.objects.list(Bucket).map(({ key }) => key)).toEqual(['3']);
});
