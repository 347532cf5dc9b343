import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { S3 } from '../../../local-cloud/s3/s3';
import { Endpoint } from '../endpoint';

const Bucket = 'assets';
let objects: ObjectStore;
let endpoint: Endpoint;
let s3: S3Client;

beforeEach(async () => {
  objects = new ObjectStore();
  objects.createBucket(Bucket);
  endpoint = await Endpoint.open(() => [new S3(objects)]);
  s3 = new S3Client(endpoint.clientConfig);
});

afterEach(async () => {
  s3.destroy();
  await endpoint.close();
});

async function contentOf(Key: string): Promise<string | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

test('an object that was put can be read, measured and deleted', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a/täst #1.json', Body: '{"a":1}' }));

  expect(await contentOf('a/täst #1.json')).toBe('{"a":1}');
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/täst #1.json' }));
  expect(head.ContentLength).toBe(7);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a/täst #1.json' }));
  await expect(contentOf('a/täst #1.json')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a stream, which the SDK sends in chunks, is stored without the marks of its chunks', async () => {
  const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 11 }));

  expect(await contentOf('stream')).toBe('hello world');
});

test('an upload in parts becomes one object, in the order of the parts', async () => {
  const object = { Bucket, Key: 'large.zip' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
  const second = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 2, Body: 'two' }));
  const first = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: 'one,' }));
  const Parts = [
    { PartNumber: 1, ETag: first.ETag },
    { PartNumber: 2, ETag: second.ETag },
  ];
  await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts } }));

  expect(await contentOf('large.zip')).toBe('one,two');
});

test('fails to complete an upload that was aborted', async () => {
  const object = { Bucket, Key: 'large.zip' };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
  await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }));

  const complete = s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: [] } }));

  await expect(complete).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('a listing shows the keys of a prefix, page by page', async () => {
  for (const key of ['b/2', 'a/1', 'b/1', 'b/3']) objects.put(Bucket, key, Buffer.from(key));

  const list = { Bucket, Prefix: 'b/', MaxKeys: 2 };
  const first = await s3.send(new ListObjectsV2Command(list));
  const second = await s3.send(
    new ListObjectsV2Command({ ...list, ContinuationToken: first.NextContinuationToken ?? 'none' }),
  );

  expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
    ['b/1', 3],
    ['b/2', 3],
  ]);
  expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b/3']);
  expect(second.IsTruncated).toBe(false);
});

test('several objects are deleted at once', async () => {
  for (const key of ['1', '2', '3']) objects.put(Bucket, key, Buffer.from(key));

  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: '1' }, { Key: '3' }] } }));

  expect(objects.list(Bucket).map(({ key }) => key)).toEqual(['2']);
});

test('a bucket tells what the CDK CLI asks before it uploads', async () => {
  await s3.send(new HeadBucketCommand({ Bucket }));
  const location = await s3.send(new GetBucketLocationCommand({ Bucket }));
  const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));

  expect(location.LocationConstraint).toBeFalsy();
  expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
    SSEAlgorithm: 'AES256',
  });
});

test('fails for a bucket that was never made', async () => {
  const put = new PutObjectCommand({ Bucket: 'elsewhere', Key: 'k', Body: 'b' });
  await expect(s3.send(put)).rejects.toMatchObject({ name: 'NoSuchBucket' });

  await s3.send(new CreateBucketCommand({ Bucket: 'elsewhere' }));
  await s3.send(put);
});

test('an object is found by each URL that S3 knows it under', () => {
  objects.put(Bucket, 'a/b.json', Buffer.from('x'));

  for (const host of ['s3.us-east-1.amazonaws.com/assets', 's3.amazonaws.com/assets', 'assets.s3.amazonaws.com']) {
    expect(objects.getByUrl(`https://${host}/a/b.json`)?.toString()).toBe('x');
  }
});
