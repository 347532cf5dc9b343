import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { RequestSigner, sign } from 'aws4';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { S3 } from '../../../local-cloud/s3/s3';
import { ACCOUNT, Endpoint } from '../endpoint';

export const Bucket = 'assets';

/** The local S3 with one bucket, and a real client. */
export class S3Fixture {
  static async open(location = ACCOUNT): Promise<S3Fixture> {
    const objects = new ObjectStore();
    objects.createBucket(Bucket);
    const endpoint = await Endpoint.open(() => [new S3(objects, location)]);
    return new S3Fixture(objects, endpoint, new S3Client({ ...endpoint.clientConfig, forcePathStyle: true }));
  }

  private constructor(
    readonly objects: ObjectStore,
    readonly endpoint: Endpoint,
    readonly client: S3Client,
  ) {}

  /** Whatever the client cannot be brought to send. */
  async fetch(
    path: string,
    { signQuery, ...init }: RequestInit & { readonly signQuery?: boolean } = {},
  ): Promise<Response> {
    const { endpoint, credentials } = this.endpoint.clientConfig;
    const { host } = new URL(endpoint);
    if (signQuery) {
      const { path: presigned } = sign({ host, path, method: init.method, service: 's3', signQuery }, credentials);
      return fetch(endpoint + presigned, init);
    }
    const { host: _, ...headers } = this.signed(path, host, init);
    return fetch(endpoint + path, { ...init, headers });
  }

  /** The headers of a request, among them its signature. */
  signed(path: string, host: string, init: RequestInit = {}): Record<string, string> {
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const ownHeaders = { host, 'x-amz-date': date, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const headers = { ...(init.headers as Record<string, string> | undefined), ...ownHeaders };
    const request = { service: 's3', method: init.method, headers, doNotModifyHeaders: true };
    // Nothing that cannot be decoded can be signed.
    const signer = new RequestSigner(
      { ...request, path: path.replace('%zz', '') },
      this.endpoint.clientConfig.credentials,
    );
    signer.datetime = date;
    return { ...headers, authorization: signer.authHeader() };
  }

  async put(Key: string, Body: string | Buffer, more: object = {}) {
    return this.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  }

  async contentOf(Key: string, more: object = {}): Promise<string | undefined> {
    const { Body } = await this.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return Body?.transformToString();
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.endpoint.close();
  }
}
