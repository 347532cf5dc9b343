import { createHash } from 'node:crypto';

export interface StoredObject {
  readonly key: string;
  readonly content: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
}

/** The objects behind the S3 API: what `cdk deploy` uploads and what template URLs refer to. */
export class ObjectStore {
  private readonly buckets = new Map<string, Map<string, StoredObject>>();

  constructor(private readonly now: () => number = Date.now) {}

  createBucket(bucket: string): void {
    if (!this.buckets.has(bucket)) this.buckets.set(bucket, new Map());
  }

  hasBucket(bucket: string): boolean {
    return this.buckets.has(bucket);
  }

  put(bucket: string, key: string, content: Buffer): StoredObject {
    this.createBucket(bucket);
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const object = { key, content, etag, lastModified: new Date(this.now()) };
    this.buckets.get(bucket)?.set(key, object);
    return object;
  }

  get(bucket: string, key: string): Buffer | undefined {
    return this.find(bucket, key)?.content;
  }

  find(bucket: string, key: string): StoredObject | undefined {
    return this.buckets.get(bucket)?.get(key);
  }

  /** In the order of their keys, as S3 lists them. */
  list(bucket: string, prefix = ''): StoredObject[] {
    return [...(this.buckets.get(bucket)?.values() ?? [])]
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  delete(bucket: string, key: string): void {
    this.buckets.get(bucket)?.delete(key);
  }

  /** Reads an object by any of the https URLs that S3 knows it under. */
  getByUrl(url: string): Buffer | undefined {
    const { hostname, pathname } = new URL(url);
    const path = decodeURIComponent(pathname).replace(/^\//, '');
    const bucketOfHost = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
    if (bucketOfHost !== undefined) return this.get(bucketOfHost, path);
    const slash = path.indexOf('/');
    return this.get(path.slice(0, slash), path.slice(slash + 1));
  }
}
