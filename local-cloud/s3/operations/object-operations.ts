import { aclReply, checkAcl, type Owner } from './acl';
import {
  DESCRIBING_HEADERS,
  objectHeaders,
  readDescription,
  versionHeaders,
  wantedAlgorithm,
  writtenHeaders,
} from './object-headers';
import { emptyReply, findBucket, findObject, type Operations, present } from './operation';
import { readTagging, taggingDocument } from './tagging';
import { child, children, documentReply, readDocument, text } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Bucket } from '../bucket';
import { type ObjectStore } from '../object-store';
import { type ByteRange, partRange, requestedRange } from '../request/byte-range';
import { checksumElements, checksumHeaders, checksumOf } from '../request/checksums';
import { checkPresent, isUnmodified } from '../request/conditions';
import { type S3Request } from '../request/s3-request';
import { type StoredObject, type Tags } from '../stored-object';

const MOST_AT_ONCE = 1000;

/** The operations on single objects, and DeleteObjects. */
export function objectOperations(objects: ObjectStore, owner: Owner): Operations {
  const inBucket =
    (serve: (request: S3Request, bucket: Bucket) => ServiceReply | Promise<ServiceReply>) => (request: S3Request) =>
      serve(request, findBucket(objects, request.bucket));
  const onObject = (serve: (request: S3Request, bucket: Bucket, object: StoredObject) => ServiceReply) =>
    inBucket((request, bucket) =>
      serve(request, bucket, findObject(bucket, request.key, request.query.get('versionId'))),
    );
  return {
    DeleteObject: { run: inBucket(deleteObject) },
    DeleteObjects: { run: inBucket(deleteObjects) },
    DeleteObjectTagging: { run: onObject((_request, bucket, object) => setTags(bucket, object, {}, 204)) },
    GetObject: { run: onObject(getObject) },
    GetObjectAcl: { run: onObject(() => aclReply(owner)) },
    GetObjectAttributes: { headers: ['x-amz-object-attributes'], run: onObject(getObjectAttributes) },
    GetObjectTagging: {
      run: onObject((_request, bucket, object) =>
        documentReply('Tagging', taggingDocument(object.tags), versionHeaders(object, bucket)),
      ),
    },
    HeadObject: { run: onObject(getObject) },
    PutObject: { headers: [...DESCRIBING_HEADERS, 'x-amz-acl'], run: inBucket(putObject) },
    PutObjectAcl: { headers: ['x-amz-acl'], run: onObject(putObjectAcl) },
    PutObjectTagging: {
      run: onObject(({ body }, bucket, object) => setTags(bucket, object, readTagging(body), 200)),
    },
  };
}

async function putObject(request: S3Request, bucket: Bucket): Promise<ServiceReply> {
  const { headers, body, key } = request;
  checkAcl(headers, false);
  const description = readDescription(request, bucket);
  const algorithm = wantedAlgorithm(headers);
  const checksum = request.checksum ?? (algorithm === undefined ? undefined : await checksumOf(algorithm, body));
  checkPresent(headers, present(bucket, key));
  const object = bucket.put(key, body, { ...description, ...(checksum && { checksum }) });
  return emptyReply(200, { etag: object.etag, ...checksumHeaders(object.checksum), ...writtenHeaders(object, bucket) });
}

function getObject(request: S3Request, bucket: Bucket, object: StoredObject): ServiceReply {
  const { headers, query, method } = request;
  const described = objectHeaders(object, bucket, request);
  if (isUnmodified(headers, object)) return emptyReply(304, described);
  const { content } = object;
  const range = wantedRange(object, headers.range, query.get('partNumber'));
  const body = range ? content.subarray(range.start, range.end + 1) : content;
  const about = range
    ? { 'content-range': `bytes ${range.start}-${range.end}/${content.length}` }
    : headers['x-amz-checksum-mode'] === 'ENABLED' && checksumHeaders(object.checksum);
  return {
    status: range ? 206 : 200,
    headers: { ...described, ...about, 'content-length': String(body.length) },
    body: method === 'HEAD' ? '' : body,
  };
}

function wantedRange(
  object: StoredObject,
  range: string | undefined,
  partNumber: string | null,
): ByteRange | undefined {
  if (range !== undefined && partNumber !== null) {
    throw new AwsError('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  return partNumber === null ? requestedRange(range, object.content.length) : partRange(partNumber, object);
}

function getObjectAttributes({ headers }: S3Request, bucket: Bucket, object: StoredObject): ServiceReply {
  const wanted = (headers['x-amz-object-attributes'] ?? '').split(',').map((name) => name.trim());
  const { checksum, partSizes } = object;
  const attributes = {
    ETag: object.etag.replaceAll('"', ''),
    Checksum: checksum && checksumElements(checksum),
    ObjectParts: partSizes && { PartsCount: partSizes.length },
    StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
    ObjectSize: object.content.length,
  };
  return documentReply(
    'GetObjectAttributesResponse',
    Object.fromEntries(
      Object.entries(attributes).filter(([name, value]) => wanted.includes(name) && value !== undefined),
    ),
    { 'last-modified': object.lastModified.toUTCString(), ...versionHeaders(object, bucket) },
  );
}

function deleteObject({ key, query, headers }: S3Request, bucket: Bucket): ServiceReply {
  if (headers['if-match'] !== undefined) checkPresent(headers, present(bucket, key));
  const versionId = query.get('versionId') ?? undefined;
  const deleted = bucket.delete(key, versionId);
  if (bucket.versioning === undefined) return emptyReply(204);
  return emptyReply(204, {
    ...((deleted ?? versionId) && { 'x-amz-version-id': deleted?.versionId ?? versionId }),
    ...(deleted?.deleteMarker && { 'x-amz-delete-marker': 'true' }),
  });
}

function deleteObjects({ body }: S3Request, bucket: Bucket): ServiceReply {
  const request = readDocument(body, 'Delete');
  const entries = children(request, 'Object');
  if (entries.length === 0 || entries.length > MOST_AT_ONCE) {
    throw new AwsError('MalformedXML', `A request deletes 1 to ${MOST_AT_ONCE} objects, this one ${entries.length}`);
  }
  for (const condition of ['ETag', 'LastModifiedTime', 'Size']) {
    if (!entries.some((entry) => child(entry, condition) !== undefined)) continue;
    throw new AwsError('NotImplemented', `The local S3 does not serve DeleteObjects with ${condition}`, 501);
  }
  const Deleted = entries.map((entry) => deleteEntry(bucket, text(entry, 'Key') ?? '', text(entry, 'VersionId')));
  return documentReply('DeleteResult', text(request, 'Quiet') === 'true' ? {} : { Deleted });
}

function deleteEntry(bucket: Bucket, Key: string, VersionId: string | undefined): object {
  const deleted = bucket.delete(Key, VersionId);
  const marker = deleted?.deleteMarker && { DeleteMarker: true, DeleteMarkerVersionId: deleted.versionId };
  return { Key, ...(VersionId !== undefined && { VersionId }), ...marker };
}

function putObjectAcl({ headers }: S3Request): ServiceReply {
  checkAcl(headers, true);
  return emptyReply(200);
}

function setTags(bucket: Bucket, object: StoredObject, tags: Tags, status: number): ServiceReply {
  bucket.setTags(object, tags);
  return emptyReply(status, versionHeaders(object, bucket));
}
