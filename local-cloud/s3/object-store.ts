import { Bucket } from './bucket';
import { type StoredObject } from './stored-object';

/** The buckets behind the S3 API: for assets of `cdk deploy`, for template URLs, and of stacks. */
export class ObjectStore {
  private readonly byName = new Map<string, Bucket>();

  constructor(private readonly now: () => number = Date.now) {}

  /** In the order of their names. */
  get buckets(): Bucket[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Returns the bucket of this name, or creates it. */
  createBucket(name: string): Bucket {
    const bucket = this.byName.get(name) ?? new Bucket(name, this.now);
    this.byName.set(name, bucket);
    return bucket;
  }

  bucket(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  deleteBucket(name: string): void {
    this.byName.delete(name);
  }

  put(bucket: string, key: string, content: Buffer): StoredObject {
    return this.createBucket(bucket).put(key, content);
  }

  get(bucket: string, key: string, versionId?: string): Buffer | undefined {
    const version = this.bucket(bucket)?.find(key, versionId);
    return version?.deleteMarker ? undefined : version?.content;
  }

  list(bucket: string, prefix = ''): StoredObject[] {
    return this.bucket(bucket)?.list(prefix) ?? [];
  }

  /** Reads an object by any of the https URLs that S3 accepts for it. */
  getByUrl(url: string): Buffer | undefined {
    const { hostname, pathname, searchParams } = new URL(url);
    const path = decodeURIComponent(pathname).replace(/^\//, '');
    const versionId = searchParams.get('versionId') ?? undefined;
    const bucketOfHost = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
    if (bucketOfHost !== undefined) return this.get(bucketOfHost, path, versionId);
    const slash = path.indexOf('/');
    return this.get(path.slice(0, slash), path.slice(slash + 1), versionId);
  }
}
