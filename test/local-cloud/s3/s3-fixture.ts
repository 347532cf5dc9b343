import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Request, sign } from 'aws4';
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
  async fetch(path: string, request: Omit<Request, 'path'> = {}): Promise<Response> {
    const { endpoint, credentials } = this.endpoint.clientConfig;
    const { host } = new URL(endpoint);
    const extraHeadersToIgnore = { 'content-type': true };
    const unsigned = { host, ...request, path, service: 's3', region: 'us-east-1', extraHeadersToIgnore };
    const signed = sign(unsigned, credentials);
    // The signer makes every body a form.
    delete signed.headers?.['Content-Type'];
    return fetch(endpoint + (signed.path ?? path), signed as RequestInit);
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
