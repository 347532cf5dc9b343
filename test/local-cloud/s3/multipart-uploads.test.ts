import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Bucket, S3Fixture } from './s3-fixture';

const object = { Bucket, Key: 'large.zip' };
const LARGE = Buffer.alloc(5 * 1024 * 1024, 'x');
let s3: S3Fixture;

beforeEach(async () => {
  s3 = await S3Fixture.open();
});
afterEach(async () => s3.close());

async function begin(more: object = {}): Promise<string | undefined> {
  return (await s3.client.send(new CreateMultipartUploadCommand({ ...object, ...more }))).UploadId;
}

async function upload(UploadId: string | undefined, PartNumber: number, Body: string | Buffer) {
  const { ETag } = await s3.client.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

async function complete(
  UploadId: string | undefined,
  Parts: { PartNumber: number; ETag?: string }[],
  more: object = {},
) {
  return s3.client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}

test('an upload in parts becomes one object, in the order of the parts', async () => {
  const ChecksumAlgorithm = 'CRC32';
  const UploadId = await begin({ ContentType: 'application/zip', Metadata: { from: 'parts' }, ChecksumAlgorithm });
  const second = await upload(UploadId, 2, 'two');
  const first = await upload(UploadId, 1, LARGE);
  const { ETag } = await complete(UploadId, [first, second]);

  const content = await s3.contentOf('large.zip');
  expect([content?.length, content?.slice(-4)]).toEqual([LARGE.length + 3, 'xtwo']);
  expect(ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  const head = await s3.client.send(new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' }));
  expect(head).toMatchObject({ ContentType: 'application/zip', Metadata: { from: 'parts' }, ETag });
  expect(head).toMatchObject({ ChecksumType: 'COMPOSITE', ChecksumCRC32: expect.stringMatching(/-2$/) as string });
  const part = await s3.client.send(new HeadObjectCommand({ ...object, PartNumber: 2 }));
  expect(part).toMatchObject({ ContentLength: 3, PartsCount: 2 });
});

test('a part can be a range of an object that is there', async () => {
  await s3.put('source', '0123456789');
  const UploadId = await begin();
  const { CopyPartResult } = await s3.client.send(
    new UploadPartCopyCommand({
      ...{ ...object, UploadId, PartNumber: 1 },
      ...{ CopySource: `${Bucket}/source`, CopySourceRange: 'bytes=2-4' },
    }),
  );
  await complete(UploadId, [{ PartNumber: 1, ETag: CopyPartResult?.ETag }]);
  expect(await s3.contentOf('large.zip')).toBe('234');
});

test('uploads and their parts are listed until they end', async () => {
  const UploadId = await begin();
  await upload(UploadId, 1, 'one');
  const uploads = async () => (await s3.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads;
  expect(await uploads()).toMatchObject([{ Key: object.Key, UploadId }]);
  expect(await s3.client.send(new ListPartsCommand({ ...object, UploadId }))).toMatchObject({
    Parts: [{ PartNumber: 1, Size: 3 }],
    IsTruncated: false,
  });
  await s3.client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
  expect(await uploads()).toBeUndefined();
});

test('fails to complete an upload that was aborted', async () => {
  const UploadId = await begin();
  await s3.client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
  await expect(complete(UploadId, [])).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('fails to complete an upload with parts that are missing, mixed up or too small', async () => {
  const UploadId = await begin();
  const parts = [await upload(UploadId, 1, LARGE), await upload(UploadId, 2, 'two'), await upload(UploadId, 3, '3')];
  const refusals = [
    { Parts: [{ PartNumber: 4, ETag: '"x"' }], name: 'InvalidPart' },
    { Parts: [{ PartNumber: 1, ETag: '"x"' }], name: 'InvalidPart' },
    { Parts: parts.slice(0, 2).reverse(), name: 'InvalidPartOrder' },
    { Parts: parts, name: 'EntityTooSmall' },
  ];
  for (const { Parts, name } of refusals) {
    await expect(complete(UploadId, Parts)).rejects.toMatchObject({ name });
  }
  await complete(UploadId, parts.slice(0, 2), { IfNoneMatch: '*' });
});

test('fails to complete an upload on a condition that does not hold, and keeps the object', async () => {
  await s3.put(object.Key, 'content');
  const UploadId = await begin();
  const part = await upload(UploadId, 1, 'one');
  await expect(complete(UploadId, [part], { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(await s3.contentOf(object.Key)).toBe('content');
});
