import { BucketResource } from '../../../local-cloud/s3/bucket-resource';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { ACCOUNT } from '../endpoint';
import { resourceRequest } from '../resource-request';

let objects: ObjectStore;
let buckets: BucketResource;

beforeEach(() => {
  objects = new ObjectStore();
  buckets = new BucketResource(objects, ACCOUNT);
});

function request(properties: object = {}) {
  return resourceRequest('AWS::S3::Bucket', { ...properties });
}

test('a bucket of a stack is there from its creation to its removal', async () => {
  const { physicalId, attributes } = await buckets.create(request());

  expect(physicalId).toMatch(/^app-thing-[a-z0-9]{12}$/);
  expect(attributes).toMatchObject({ Arn: `arn:aws:s3:::${physicalId}` });
  expect(objects.buckets.map(({ name }) => name)).toEqual([physicalId]);

  await buckets.delete({ physicalId });
  expect(objects.buckets).toEqual([]);
});

test('a bucket has the versioning and the tags that its stack declares', async () => {
  const VersioningConfiguration = { Status: 'Enabled' };
  const { physicalId } = await buckets.create(
    request({ VersioningConfiguration, Tags: [{ Key: 'team', Value: 'data' }] }),
  );
  const bucket = objects.bucket(physicalId);
  expect(bucket).toMatchObject({ versioning: 'Enabled', tags: { team: 'data' } });

  await buckets.update({ ...request(), physicalId, oldProperties: { VersioningConfiguration } });
  expect(bucket).toMatchObject({ versioning: 'Suspended', tags: {} });
});

test('another name makes another bucket, and the old one stays until it is removed', async () => {
  const { physicalId } = await buckets.create(request({ BucketName: 'first-name' }));
  const oldProperties = { BucketName: 'first-name' };
  const renamed = await buckets.update({ ...request({ BucketName: 'second-name' }), physicalId, oldProperties });

  expect(renamed.physicalId).toBe('second-name');
  expect(objects.buckets.map(({ name }) => name)).toEqual(['first-name', 'second-name']);
});

test('a bucket that the stack has kept does not stand in the way of a new one', async () => {
  const kept = await buckets.create(request());
  const made = await buckets.create(request());
  expect(made.physicalId).not.toBe(kept.physicalId);
});

test.each([
  ['MyBucket', 'Bucket name should not contain uppercase characters'],
  ['ab', 'The specified bucket is not valid.'],
  ['a_b', 'The specified bucket is not valid.'],
  ['10.0.0.1', 'The specified bucket is not valid.'],
  ['two..dots', 'The specified bucket is not valid.'],
  ['xn--bucket', 'The specified bucket is not valid.'],
  ['bucket--x-s3', 'The specified bucket is not valid.'],
])('fails to make a bucket with the name %s', async (BucketName, words) => {
  await expect(buckets.create(request({ BucketName }))).rejects.toThrow(words);
  expect(objects.buckets).toEqual([]);
});

test('fails to make a bucket with a name that is taken', async () => {
  objects.createBucket('taken');
  await expect(buckets.create(request({ BucketName: 'taken' }))).rejects.toThrow('taken already exists');
});

test.each([undefined, 'Enabled'] as const)(
  'fails to remove a bucket that has objects or versions of them (versioning: %s)',
  async (Status) => {
    const { physicalId } = await buckets.create(request({ VersioningConfiguration: { Status } }));
    const bucket = objects.bucket(physicalId);
    bucket?.put('key', Buffer.from('content'));
    if (Status === 'Enabled') bucket?.delete('key');

    await expect(buckets.delete({ physicalId })).rejects.toMatchObject({ name: 'BucketNotEmpty' });

    for (const { key, versionId } of bucket?.listVersions() ?? []) bucket?.delete(key, versionId);
    await buckets.delete({ physicalId });
    expect(objects.buckets).toEqual([]);
  },
);
