import { readTagHeader } from './tagging';
import { AwsError } from '../../gateway/service';
import { type Bucket, type DefaultEncryption } from '../bucket';
import { algorithmOf } from '../request/checksums';
import { type S3Request } from '../request/s3-request';
import { type ObjectDescription, type StoredObject } from '../stored-object';

/** The headers that are stored with an object and returned with it. */
const SYSTEM_METADATA = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
const USER_METADATA = 'x-amz-meta-';
const MOST_USER_METADATA_BYTES = 2048;

/** The storage classes whose objects can be read without being restored. */
const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]);

/** The headers of a write that describe the object, apart from conditions and checksums. */
export const DESCRIBING_HEADERS = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-storage-class',
  'x-amz-tagging',
];

/** Reads the description of a new object from the headers of a write. */
export function readDescription({ headers, operation }: S3Request, bucket: Bucket): ObjectDescription {
  return {
    headers: {
      ...readMetadata(headers),
      ...encryptionHeaders(readEncryption(headers, operation) ?? bucket.encryption),
      ...readStorageClass(headers, operation),
    },
    tags: readTagHeader(headers['x-amz-tagging']),
  };
}

/** Reads the system's and the user's metadata; the type of an object defaults to `binary/octet-stream`. */
function readMetadata(headers: S3Request['headers']): Record<string, string> {
  const system = SYSTEM_METADATA.flatMap((name) => pair(name, headers[name]));
  const user = Object.entries(headers).filter(([name]) => name.startsWith(USER_METADATA));
  if (Buffer.byteLength(user.flat().join('')) - user.length * USER_METADATA.length > MOST_USER_METADATA_BYTES) {
    throw new AwsError(
      'MetadataTooLarge',
      `Your metadata headers exceed the maximum allowed metadata size of ${MOST_USER_METADATA_BYTES} bytes`,
    );
  }
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const encoding = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(system),
    ...(encoding !== '' && { 'content-encoding': encoding }),
    ...Object.fromEntries(user.flatMap(([name, value]) => pair(name, value))),
  };
}

/** Returns true for metadata, which a copy may keep, as opposed to encryption and storage class. */
export function isMetadata(name: string): boolean {
  return name === 'content-encoding' || SYSTEM_METADATA.includes(name) || name.startsWith(USER_METADATA);
}

function readEncryption(headers: S3Request['headers'], operation: string): DefaultEncryption | undefined {
  const algorithm = headers['x-amz-server-side-encryption'];
  if (algorithm === undefined) return undefined;
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') {
    throw notServed(operation, `x-amz-server-side-encryption: ${algorithm}`);
  }
  return {
    algorithm,
    kmsKeyId: headers['x-amz-server-side-encryption-aws-kms-key-id'],
    bucketKey: headers['x-amz-server-side-encryption-bucket-key-enabled'] === 'true',
  };
}

function encryptionHeaders({ algorithm, kmsKeyId, bucketKey }: DefaultEncryption): Record<string, string> {
  return {
    'x-amz-server-side-encryption': algorithm,
    ...(kmsKeyId !== undefined && { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyId }),
    ...(bucketKey && { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' }),
  };
}

/** S3 does not report STANDARD. */
function readStorageClass(headers: S3Request['headers'], operation: string): Record<string, string> {
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (!STORAGE_CLASSES.has(storageClass)) throw notServed(operation, `x-amz-storage-class: ${storageClass}`);
  return storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': storageClass };
}

/** Returns the algorithm by which the object is to be verified where the client sends no checksum of it. */
export function wantedAlgorithm(headers: S3Request['headers']): string | undefined {
  const name = headers['x-amz-checksum-algorithm'];
  return name === undefined ? undefined : algorithmOf(name);
}

/** Returns the headers of a reply to a read. */
export function objectHeaders(object: StoredObject, bucket: Bucket, { query }: S3Request): Record<string, string> {
  const overrides = [...query]
    .filter(([name]) => name.startsWith('response-'))
    .map(([name, value]) => [name.slice('response-'.length), value]);
  const tagCount = Object.keys(object.tags).length;
  return {
    'accept-ranges': 'bytes',
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    ...object.headers,
    ...(tagCount > 0 && { 'x-amz-tagging-count': String(tagCount) }),
    ...(object.partSizes && query.has('partNumber') && { 'x-amz-mp-parts-count': String(object.partSizes.length) }),
    ...versionHeaders(object, bucket),
    ...(Object.fromEntries(overrides) as Record<string, string>),
  };
}

/** Returns the headers of a reply to a write. */
export function writtenHeaders(object: StoredObject, bucket: Bucket): Record<string, string> {
  const encryption = Object.entries(object.headers).filter(([name]) => name.startsWith('x-amz-server-side-'));
  return { ...(Object.fromEntries(encryption) as Record<string, string>), ...versionHeaders(object, bucket) };
}

/** A bucket that has never been versioned reports no versions. */
export function versionHeaders({ versionId }: { readonly versionId: string }, bucket: Bucket): Record<string, string> {
  return bucket.versioning === undefined ? {} : { 'x-amz-version-id': versionId };
}

export function notServed(operation: string, what: string): AwsError {
  return new AwsError('NotImplemented', `The local S3 does not serve ${operation} with ${what}`, 501);
}

function pair(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}
