import { createHash } from 'node:crypto';
import { checkAcl, type Owner } from './acl';
import { DESCRIBING_HEADERS, readDescription, wantedAlgorithm, writtenHeaders } from './object-headers';
import { emptyReply, findBucket, type Operations, present } from './operation';
import { children, documentReply, readDocument, text } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Bucket } from '../bucket';
import { type MultipartUpload, type Part } from '../multipart-uploads';
import { type ObjectStore } from '../object-store';
import { checksumElements, checksumHeaders, checksumOf, compositeChecksum, verifyObject } from '../request/checksums';
import { checkPresent } from '../request/conditions';
import { type S3Request } from '../request/s3-request';
import { type Checksum } from '../stored-object';

/** The operations of uploads in parts, from their beginning to the object. */
export function multipartOperations(objects: ObjectStore, owner: Owner): Operations {
  const inBucket =
    (serve: (request: S3Request, bucket: Bucket) => ServiceReply | Promise<ServiceReply>) => (request: S3Request) =>
      serve(request, findBucket(objects, request.bucket));
  return {
    AbortMultipartUpload: { run: inBucket(abort) },
    CompleteMultipartUpload: { headers: ['x-amz-mp-object-size'], run: inBucket(complete) },
    CreateMultipartUpload: { headers: [...DESCRIBING_HEADERS, 'x-amz-acl'], run: inBucket(create) },
    ListMultipartUploads: { run: inBucket((request, bucket) => listUploads(request, bucket, owner)) },
    ListParts: { run: inBucket((request, bucket) => listParts(request, bucket, owner)) },
    UploadPart: { run: inBucket(uploadPart) },
  };
}

function uploadId({ query }: S3Request): string {
  return query.get('uploadId') ?? '';
}

function create(request: S3Request, bucket: Bucket): ServiceReply {
  const { key, headers } = request;
  checkAcl(headers, false);
  const description = readDescription(request, bucket);
  const checksumAlgorithm = wantedAlgorithm(headers);
  const checksumType = readChecksumType(headers['x-amz-checksum-type'], checksumAlgorithm);
  const upload = bucket.uploads.begin({ key, description, checksumAlgorithm, checksumType });
  return documentReply(
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: key, UploadId: upload.id },
    {
      ...(checksumAlgorithm && { 'x-amz-checksum-algorithm': checksumAlgorithm.toUpperCase() }),
      ...(checksumType && { 'x-amz-checksum-type': checksumType }),
    },
  );
}

function readChecksumType(type: string | undefined, algorithm: string | undefined): Checksum['type'] | undefined {
  if (type === 'FULL_OBJECT' || type === 'COMPOSITE') return type;
  if (type !== undefined) {
    throw new AwsError('InvalidRequest', `Checksum type ${type} is neither FULL_OBJECT nor COMPOSITE`);
  }
  if (algorithm === undefined) return undefined;
  return algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
}

async function uploadPart(request: S3Request, bucket: Bucket): Promise<ServiceReply> {
  const { key, body, query } = request;
  const { checksumAlgorithm } = bucket.uploads.find(uploadId(request), key);
  const checksum =
    request.checksum ?? (checksumAlgorithm === undefined ? undefined : await checksumOf(checksumAlgorithm, body));
  const part = bucket.uploads.addPart(uploadId(request), key, Number(query.get('partNumber')), body, checksum);
  const { 'x-amz-checksum-type': _type, ...ofPart } = checksumHeaders(checksum);
  return emptyReply(200, { etag: part.etag, ...ofPart });
}

async function complete(request: S3Request, bucket: Bucket): Promise<ServiceReply> {
  const { key, headers, body } = request;
  const upload = bucket.uploads.find(uploadId(request), key);
  const completed = children(readDocument(body, 'CompleteMultipartUpload'), 'Part').map((part) => ({
    partNumber: Number(text(part, 'PartNumber')),
    etag: text(part, 'ETag') ?? '',
  }));
  const parts = bucket.uploads.chooseParts(upload.id, key, completed);
  const content = Buffer.concat(parts.map((part) => part.content));
  checkSize(headers['x-amz-mp-object-size'], content.length);
  const checksum = await objectChecksum(upload, parts, content);
  verifyObject(headers, checksum);
  checkPresent(headers, present(bucket, key));
  const object = bucket.put(key, content, {
    ...upload.description,
    ...(checksum && { checksum }),
    etag: etagOf(parts),
    partSizes: parts.map((part) => part.content.length),
  });
  bucket.uploads.end(upload.id, key);
  return documentReply(
    'CompleteMultipartUploadResult',
    {
      Location: `/${bucket.name}/${key}`,
      Bucket: bucket.name,
      Key: key,
      ETag: object.etag,
      ...checksumElements(checksum),
    },
    writtenHeaders(object, bucket),
  );
}

function checkSize(declared: string | undefined, actual: number): void {
  if (declared === undefined || Number(declared) === actual) return;
  throw new AwsError('InvalidRequest', `The object has ${actual} bytes, and x-amz-mp-object-size says ${declared}`);
}

async function objectChecksum(
  { checksumAlgorithm, checksumType }: MultipartUpload,
  parts: readonly Part[],
  content: Buffer,
): Promise<Checksum | undefined> {
  if (checksumAlgorithm === undefined) return undefined;
  if (checksumType === 'FULL_OBJECT') return checksumOf(checksumAlgorithm, content);
  const ofParts = parts.map(async (part) => part.checksum ?? checksumOf(checksumAlgorithm, part.content));
  return compositeChecksum(checksumAlgorithm, await Promise.all(ofParts));
}

function etagOf(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag.replaceAll('"', ''), 'hex'));
  return `"${hash.digest('hex')}-${parts.length}"`;
}

function abort(request: S3Request, bucket: Bucket): ServiceReply {
  bucket.uploads.end(uploadId(request), request.key);
  return emptyReply(204);
}

/** Returns all uploads on one page: there are never thousands here. */
function listUploads({ query }: S3Request, bucket: Bucket, owner: Owner): ServiceReply {
  const prefix = query.get('prefix') ?? '';
  const uploads = bucket.uploads.all.filter(({ key }) => key.startsWith(prefix));
  return documentReply('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    Prefix: prefix,
    MaxUploads: 1000,
    IsTruncated: false,
    Upload: uploads.map(({ key, id, initiated }) => ({
      Key: key,
      UploadId: id,
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      Initiated: initiated.toISOString(),
    })),
  });
}

function listParts(request: S3Request, bucket: Bucket, owner: Owner): ServiceReply {
  const { key, query } = request;
  const { id, parts } = bucket.uploads.find(uploadId(request), key);
  const after = Number(query.get('part-number-marker') ?? 0);
  const most = Math.min(Number(query.get('max-parts') ?? 1000), 1000);
  const rest = [...parts].filter(([number]) => number > after).sort(([a], [b]) => a - b);
  const page = rest.slice(0, most);
  return documentReply('ListPartsResult', {
    ...{ Bucket: bucket.name, Key: key, UploadId: id, Initiator: owner, Owner: owner, StorageClass: 'STANDARD' },
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.[0] ?? 0,
    MaxParts: most,
    IsTruncated: rest.length > page.length,
    Part: page.map(([number, { content, etag, lastModified }]) => ({
      PartNumber: number,
      LastModified: lastModified.toISOString(),
      ETag: etag,
      Size: content.length,
    })),
  });
}
