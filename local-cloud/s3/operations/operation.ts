import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Bucket } from '../bucket';
import { type ObjectStore } from '../object-store';
import { type S3Request } from '../request/s3-request';
import { type ObjectVersion, type StoredObject } from '../stored-object';

export interface S3Operation {
  /** The headers `x-amz-…` of this operation, beside those of all; any other is refused. */
  readonly headers?: readonly string[];
  run(request: S3Request): ServiceReply | Promise<ServiceReply>;
}

export type Operations = Readonly<Record<string, S3Operation>>;

export function findBucket(objects: ObjectStore, name: string): Bucket {
  const bucket = objects.bucket(name);
  if (bucket) return bucket;
  throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${name}`, 404);
}

/** Returns the version that the request names, or the newest. */
export function findObject(bucket: Bucket, key: string, versionId?: string | null): StoredObject {
  const version = bucket.find(key, versionId ?? undefined);
  if (version && !version.deleteMarker) return version;
  throw missing(key, version, versionId);
}

function missing(key: string, version: ObjectVersion | undefined, versionId?: string | null): AwsError {
  if (versionId === null || versionId === undefined) {
    return new AwsError('NoSuchKey', `The specified key does not exist: ${key}`, 404);
  }
  return version
    ? new AwsError('MethodNotAllowed', 'The specified method is not allowed against a delete marker.', 405)
    : new AwsError('NoSuchVersion', `The specified version does not exist: ${versionId} of ${key}`, 404);
}

export function present(bucket: Bucket, key: string): StoredObject | undefined {
  const version = bucket.find(key);
  return version?.deleteMarker ? undefined : version;
}

export function emptyReply(status: number, headers: Readonly<Record<string, string>> = {}): ServiceReply {
  return { status, headers, body: '' };
}
