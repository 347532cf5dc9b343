/** The objects behind the S3 API: what `cdk deploy` uploads and what template URLs refer to. */
export class ObjectStore {
  private readonly objects = new Map<string, Buffer>();

  put(bucket: string, key: string, content: Buffer): void {
    this.objects.set(`${bucket}/${key}`, content);
  }

  get(bucket: string, key: string): Buffer | undefined {
    return this.objects.get(`${bucket}/${key}`);
  }

  delete(bucket: string, key: string): void {
    this.objects.delete(`${bucket}/${key}`);
  }

  /** Reads an object by any of the https URLs that S3 knows it under. */
  getByUrl(url: string): Buffer | undefined {
    const { hostname, pathname } = new URL(url);
    const path = decodeURIComponent(pathname).replace(/^\//, '');
    const bucketOfHost = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
    return this.objects.get(bucketOfHost === undefined ? path : `${bucketOfHost}/${path}`);
  }
}
