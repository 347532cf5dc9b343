import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { Bucket, S3Fixture } from './s3-fixture';

let s3: S3Fixture;

beforeEach(async () => {
  s3 = await S3Fixture.open();
});
afterEach(async () => s3.close());

function putAll(...keys: readonly string[]): void {
  for (const key of keys) s3.objects.put(Bucket, key, Buffer.from(key));
}

test('a listing shows the keys of a prefix, page by page', async () => {
  putAll('b/2', 'a/1', 'b/1', 'b/3');

  const list = { Bucket, Prefix: 'b/', MaxKeys: 2 };
  const first = await s3.client.send(new ListObjectsV2Command(list));
  const second = await s3.client.send(
    new ListObjectsV2Command({ ...list, ContinuationToken: first.NextContinuationToken }),
  );

  expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
    ['b/1', 3],
    ['b/2', 3],
  ]);
  expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b/3']);
  expect(second.IsTruncated).toBe(false);
});

test('a delimiter groups keys, on pages of any size', async () => {
  putAll('a/1', 'a/2', 'b', 'c/1', 'c/2', 'd');
  for (const pageSize of [1, 2, 3, 10]) {
    const seen: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: s3.client, pageSize }, { Bucket, Delimiter: '/' })) {
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key));
    }
    expect(seen.sort()).toEqual(['a/', 'b', 'c/', 'd']);
  }
});

test('a listing starts after a key, also within a group of keys', async () => {
  putAll('a/1', 'a/2', 'b');
  const list = { Bucket, Delimiter: '/' };
  const { Contents, CommonPrefixes } = await s3.client.send(new ListObjectsV2Command({ ...list, StartAfter: 'a/1' }));
  expect(CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
  expect(Contents?.map(({ Key }) => Key)).toEqual(['b']);
});

test('version 1 of the listing pages by markers', async () => {
  putAll('a/1', 'b', 'c');
  const first = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 1 }));
  expect(first).toMatchObject({ CommonPrefixes: [{ Prefix: 'a/' }], NextMarker: 'a/', IsTruncated: true });
  const rest = await s3.client.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }));
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['b', 'c']);
  expect(rest.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
});

test('keys that XML cannot hold are listed in the encoding of URLs', async () => {
  putAll('a\u0001b', 'ä b');
  const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  expect(Contents?.map(({ Key }) => decodeURIComponent(Key ?? ''))).toEqual(['a\u0001b', 'ä b']);
});

test('fails to list with a maximum that is no number', async () => {
  const reply = await s3.fetch(`/${Bucket}?list-type=2&max-keys=many`);
  expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining('InvalidArgument')]);
});

describe('with versioning', () => {
  beforeEach(async () => {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  });

  test('each write makes a version, and each of them can be read', async () => {
    const first = await s3.put('key', 'first');
    const second = await s3.put('key', 'second');
    expect(await s3.contentOf('key')).toBe('second');
    expect(await s3.contentOf('key', { VersionId: first.VersionId })).toBe('first');
    expect(second.VersionId).not.toBe(first.VersionId);
    await expect(s3.contentOf('key', { VersionId: 'none' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  test('a deleted object is hidden by a marker, and back when the marker is deleted', async () => {
    await s3.put('key', 'content');
    const object = { Bucket, Key: 'key' };
    const { DeleteMarker, VersionId } = await s3.client.send(new DeleteObjectCommand(object));
    expect(DeleteMarker).toBe(true);
    await expect(s3.contentOf('key')).rejects.toMatchObject({ name: 'NoSuchKey' });
    const marker = s3.client.send(new HeadObjectCommand({ ...object, VersionId }));
    await expect(marker).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } });
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();

    await s3.client.send(new DeleteObjectCommand({ ...object, VersionId }));
    expect(await s3.contentOf('key')).toBe('content');
  });

  test('versions are listed newest first, page by page', async () => {
    const versions = [await s3.put('a', '1'), await s3.put('a', '2'), await s3.put('b', '3')];
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    const seen: unknown[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (;;) {
      const page = await s3.client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1, ...markers }));
      seen.push(...(page.Versions ?? []).map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest]));
      seen.push(...(page.DeleteMarkers ?? []).map(({ Key, IsLatest }) => [Key, 'marker', IsLatest]));
      if (!page.IsTruncated) break;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen).toEqual([
      ['a', versions[1]?.VersionId, true],
      ['a', versions[0]?.VersionId, false],
      ['b', 'marker', true],
      ['b', versions[2]?.VersionId, false],
    ]);
  });

  test('a suspended bucket replaces the version that has no id, and keeps the others', async () => {
    const { VersionId } = await s3.put('key', 'kept');
    const VersioningConfiguration = { Status: 'Suspended' } as const;
    await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    for (const content of ['second', 'third']) await s3.put('key', content);

    const { Versions } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map((version) => version.VersionId)).toEqual(['null', VersionId]);
    expect((await s3.client.send(new GetObjectCommand({ Bucket, Key: 'key' }))).VersionId).toBe('null');
  });

  test('versions are deleted for good, so that the bucket can go', async () => {
    const { VersionId } = await s3.put('key', 'content');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'key' }));
    const { DeleteMarkers } = await s3.client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [VersionId, DeleteMarkers?.[0]?.VersionId].map((id) => ({ Key: 'key', VersionId: id }));
    await s3.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(s3.objects.bucket(Bucket)?.isEmpty).toBe(true);
  });
});
