import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { RemovalPolicy } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AppInCloud, Declare } from './app';

let app: AppInCloud;

beforeEach(async () => {
  app = await AppInCloud.start();
});

afterEach(async () => app.stop());

const declare =
  (autoDeleteObjects: boolean): Declare =>
  (stack) => {
    const removalPolicy = RemovalPolicy.DESTROY;
    new s3.Bucket(stack, 'Bucket', { bucketName: 'full', versioned: true, removalPolicy, autoDeleteObjects });
  };

async function fill(): Promise<void> {
  const { credentials } = app.cloud;
  const client = new S3Client({ endpoint: app.cloud.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  for (const Key of ['a', 'b', 'b']) await client.send(new PutObjectCommand({ Bucket: 'full', Key, Body: Key }));
  client.destroy();
}

test('autoDeleteObjects empties the bucket before it goes', async () => {
  expect((await app.deploy(declare(true))).stackStatus).toBe('CREATE_COMPLETE');
  await fill();
  expect((await app.destroy()).stackStatus).toBe('DELETE_COMPLETE');
  expect(app.failures('Custom::S3AutoDeleteObjects')).toEqual([]);
});

test('fails to remove a full bucket without autoDeleteObjects', async () => {
  await app.deploy(declare(false));
  await fill();
  expect((await app.destroy()).stackStatus).toBe('DELETE_FAILED');
});
