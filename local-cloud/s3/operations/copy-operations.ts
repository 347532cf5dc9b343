import { checkAcl } from './acl';
import {
  DESCRIBING_HEADERS,
  isMetadata,
  readDescription,
  versionHeaders,
  wantedAlgorithm,
  writtenHeaders,
} from './object-headers';
import { findBucket, findObject, type Operations, present } from './operation';
import { documentReply } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Bucket } from '../bucket';
import { type ObjectStore } from '../object-store';
import { requestedRange } from '../request/byte-range';
import { checksumElements, checksumOf } from '../request/checksums';
import { checkCopySource, checkPresent } from '../request/conditions';
import { type S3Request } from '../request/s3-request';
import { type Checksum, type ObjectDescription, type StoredObject } from '../stored-object';

const SOURCE_HEADERS = [
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
];

interface Source {
  readonly bucket: Bucket;
  readonly object: StoredObject;
}

/** The operations that create objects, and parts of uploads, from other objects. */
export function copyOperations(objects: ObjectStore): Operations {
  return {
    CopyObject: {
      headers: [
        ...SOURCE_HEADERS,
        ...DESCRIBING_HEADERS,
        'x-amz-acl',
        'x-amz-metadata-directive',
        'x-amz-tagging-directive',
      ],
      run: (request) => copyObject(request, findBucket(objects, request.bucket), findSource(request, objects)),
    },
    UploadPartCopy: {
      headers: [...SOURCE_HEADERS, 'x-amz-copy-source-range'],
      run: (request) => copyPart(request, findBucket(objects, request.bucket), findSource(request, objects)),
    },
  };
}

/** Reads `<bucket>/<key>?versionId=<id>`, percent-encoded with or without its slashes. */
function findSource({ headers, operation }: S3Request, objects: ObjectStore): Source {
  const [path = '', versionId] = (headers['x-amz-copy-source'] ?? '').split('?versionId=');
  const decoded = decode(path).replace(/^\//, '');
  if (decoded.startsWith('arn:')) {
    throw new AwsError('NotImplemented', `The local S3 does not serve ${operation} from access points`, 501);
  }
  const slash = decoded.indexOf('/');
  const bucket = findBucket(objects, decoded.slice(0, slash));
  const object = findObject(bucket, decoded.slice(slash + 1), versionId);
  checkCopySource(headers, object);
  return { bucket, object };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidArgument', `Copy Source must be URL encoded: ${text}`);
  }
}

async function copyObject(request: S3Request, bucket: Bucket, source: Source): Promise<ServiceReply> {
  const { headers, key } = request;
  checkAcl(headers, false);
  refuseCopyOntoItself(request, bucket, source);
  const description = copiedDescription(request, bucket, source.object);
  const checksum = await copiedChecksum(headers, source.object);
  checkPresent(headers, present(bucket, key));
  const object = bucket.put(key, source.object.content, { ...description, ...(checksum && { checksum }) });
  return documentReply(
    'CopyObjectResult',
    { ETag: object.etag, LastModified: object.lastModified.toISOString(), ...checksumElements(checksum) },
    { ...sourceVersion(source), ...writtenHeaders(object, bucket) },
  );
}

/**
 * Returns the description of the source, unless the directives replace it. Encryption and storage class are always
 * those of the request.
 */
function copiedDescription(request: S3Request, bucket: Bucket, source: StoredObject): ObjectDescription {
  const { headers } = request;
  const stated = readDescription(request, bucket);
  const metadata = Object.entries(directive(headers, 'x-amz-metadata-directive') ? stated.headers : source.headers);
  const others = Object.entries(stated.headers).filter(([name]) => !isMetadata(name));
  return {
    headers: Object.fromEntries([...metadata.filter(([name]) => isMetadata(name)), ...others]),
    tags: directive(headers, 'x-amz-tagging-directive') ? stated.tags : source.tags,
  };
}

/** Returns true for the directive REPLACE. */
function directive(headers: S3Request['headers'], name: string): boolean {
  const value = headers[name] ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value === 'REPLACE';
  throw new AwsError('InvalidArgument', `Unknown directive: ${name} must be COPY or REPLACE, got ${value}`);
}

/** A copy is one piece, even where its source was uploaded in parts. */
async function copiedChecksum(headers: S3Request['headers'], source: StoredObject): Promise<Checksum | undefined> {
  const algorithm = wantedAlgorithm(headers) ?? source.checksum?.algorithm;
  return algorithm === undefined ? undefined : checksumOf(algorithm, source.content);
}

function refuseCopyOntoItself({ key, headers }: S3Request, bucket: Bucket, source: Source): void {
  const isItself = source.bucket === bucket && source.object === bucket.find(key);
  const changes = ['metadata-directive', 'storage-class', 'server-side-encryption', 'tagging-directive'];
  if (!isItself || changes.some((name) => (headers[`x-amz-${name}`] ?? 'COPY') !== 'COPY')) return;
  throw new AwsError(
    'InvalidRequest',
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's " +
      'metadata, storage class, website redirect location or encryption attributes.',
  );
}

async function copyPart({ key, query, headers }: S3Request, bucket: Bucket, source: Source): Promise<ServiceReply> {
  const { content } = source.object;
  const range = requestedRange(headers['x-amz-copy-source-range'], content.length);
  const copied = range ? content.subarray(range.start, range.end + 1) : content;
  const uploadId = query.get('uploadId') ?? '';
  const { checksumAlgorithm } = bucket.uploads.find(uploadId, key);
  const checksum = checksumAlgorithm === undefined ? undefined : await checksumOf(checksumAlgorithm, copied);
  const part = bucket.uploads.addPart(uploadId, key, Number(query.get('partNumber')), copied, checksum);
  const { ChecksumType: _type, ...ofPart } = checksumElements(checksum);
  return documentReply(
    'CopyPartResult',
    { ETag: part.etag, LastModified: part.lastModified.toISOString(), ...ofPart },
    sourceVersion(source),
  );
}

function sourceVersion({ bucket, object }: Source): Record<string, string> {
  const { 'x-amz-version-id': versionId } = versionHeaders(object, bucket);
  return versionId === undefined ? {} : { 'x-amz-copy-source-version-id': versionId };
}
