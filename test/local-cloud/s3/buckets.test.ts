import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketAclCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Bucket, S3Fixture } from './s3-fixture';
import { ACCOUNT } from '../endpoint';

let s3: S3Fixture;

beforeEach(async () => {
  s3 = await S3Fixture.open();
});
afterEach(async () => s3.close());

test('a bucket is made, listed, and deleted when it is empty', async () => {
  await s3.client.send(new CreateBucketCommand({ Bucket: 'new-one' }));
  const { Buckets, Owner } = await s3.client.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket, 'new-one']);
  expect(Buckets?.[0]).toMatchObject({ CreationDate: expect.any(Date) as Date, BucketRegion: 'us-east-1' });
  expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);

  await s3.client.send(new DeleteBucketCommand({ Bucket: 'new-one' }));
  await expect(s3.client.send(new HeadBucketCommand({ Bucket: 'new-one' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

test('buckets are listed page by page', async () => {
  for (const name of ['b-1', 'b-2', 'b-3']) s3.objects.createBucket(name);
  const first = await s3.client.send(new ListBucketsCommand({ Prefix: 'b-', MaxBuckets: 2 }));
  const second = await s3.client.send(
    new ListBucketsCommand({ Prefix: 'b-', MaxBuckets: 2, ContinuationToken: first.ContinuationToken }),
  );
  expect([first, second].map(({ Buckets }) => Buckets?.map(({ Name }) => Name))).toEqual([['b-1', 'b-2'], ['b-3']]);
  expect(second.ContinuationToken).toBeUndefined();
});

test('fails to delete a bucket that holds an object, and keeps both', async () => {
  await s3.put('key', 'content');
  const deleted = s3.client.send(new DeleteBucketCommand({ Bucket }));
  await expect(deleted).rejects.toMatchObject({ name: 'BucketNotEmpty', $metadata: { httpStatusCode: 409 } });
  expect(await s3.contentOf('key')).toBe('content');
});

test('fails for a bucket that was never made, and makes none on the way', async () => {
  const elsewhere = { Bucket: 'elsewhere', Key: 'k', Body: 'b' };
  const noBucket = { name: 'NoSuchBucket' };
  await expect(s3.client.send(new PutObjectCommand(elsewhere))).rejects.toMatchObject(noBucket);
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  const versioned = s3.client.send(new PutBucketVersioningCommand({ Bucket: 'elsewhere', VersioningConfiguration }));
  await expect(versioned).rejects.toMatchObject(noBucket);
  expect(s3.objects.buckets.map(({ name }) => name)).toEqual([Bucket]);
});

test.each(['ab', 'Upper', '192.168.0.1', 'under_score'])('fails to make a bucket with the name %s', async (name) => {
  const reply = await s3.fetch(`/${name}`, { method: 'PUT' });
  expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining('InvalidBucketName')]);
});

test('a bucket tells what the CDK CLI asks before it uploads', async () => {
  expect((await s3.client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
  const location = await s3.client.send(new GetBucketLocationCommand({ Bucket }));
  const encryption = await s3.client.send(new GetBucketEncryptionCommand({ Bucket }));

  expect(location.LocationConstraint).toBeFalsy();
  expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
    SSEAlgorithm: 'AES256',
  });
});

test('outside us-east-1 a bucket is where it was asked for, and is made once', async () => {
  const elsewhere = await S3Fixture.open({ ...ACCOUNT, region: 'eu-west-1' });
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  const create = async (more: object) => elsewhere.client.send(new CreateBucketCommand({ Bucket: 'mine', ...more }));

  await expect(create({ CreateBucketConfiguration: { LocationConstraint: 'eu-north-1' } })).rejects.toMatchObject({
    name: 'IllegalLocationConstraintException',
  });
  await create({ CreateBucketConfiguration });
  await expect(create({ CreateBucketConfiguration })).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  const { LocationConstraint } = await elsewhere.client.send(new GetBucketLocationCommand({ Bucket: 'mine' }));
  expect(LocationConstraint).toBe('eu-west-1');
  await elsewhere.close();
});

test('tags of a bucket are set, told and removed', async () => {
  const TagSet = [{ Key: 'team', Value: 'data' }];
  await s3.client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  expect((await s3.client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
  await s3.client.send(new DeleteBucketTaggingCommand({ Bucket }));
  const tags = s3.client.send(new GetBucketTaggingCommand({ Bucket }));
  await expect(tags).rejects.toMatchObject({ name: 'NoSuchTagSet' });
});

test('versioning of a bucket is off, on or suspended', async () => {
  const status = async () => (await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status;
  expect(await status()).toBeUndefined();
  for (const Status of ['Enabled', 'Suspended'] as const) {
    await s3.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    expect(await status()).toBe(Status);
  }
});

test('the ACL of a bucket is told, and refused to be another one', async () => {
  const { Owner, Grants } = await s3.client.send(new GetBucketAclCommand({ Bucket }));
  expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }]);
  const put = s3.client.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
  await expect(put).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
});

test('fails for a bucket that is not of the account that its client expects', async () => {
  const head = s3.put('key', 'content', { ExpectedBucketOwner: '222222222222' });
  await expect(head).rejects.toMatchObject({ name: 'AccessDenied' });
  await s3.put('key', 'content', { ExpectedBucketOwner: ACCOUNT.account });
});
