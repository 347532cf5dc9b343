import { ObjectStore } from '../../../local-cloud/s3/object-store';

test('an object is found by each URL that S3 knows it under', () => {
  const objects = new ObjectStore();
  objects.put('assets', 'a/b.json', Buffer.from('x'));

  for (const host of ['s3.us-east-1.amazonaws.com/assets', 's3.amazonaws.com/assets', 'assets.s3.amazonaws.com']) {
    expect(objects.getByUrl(`https://${host}/a/b.json`)?.toString()).toBe('x');
  }
});

test('a version of an object is found by the URL that names it', () => {
  const objects = new ObjectStore();
  const bucket = objects.createBucket('assets');
  bucket.versioning = 'Enabled';
  const { versionId } = bucket.put('key', Buffer.from('first'));
  bucket.put('key', Buffer.from('second'));

  const url = 'https://assets.s3.amazonaws.com/key';
  expect(objects.getByUrl(url)?.toString()).toBe('second');
  expect(objects.getByUrl(`${url}?versionId=${versionId}`)?.toString()).toBe('first');
});
