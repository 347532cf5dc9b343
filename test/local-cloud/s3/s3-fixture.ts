import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
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
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { endpoint, credentials } = this.endpoint.clientConfig;
    const scope = `Credential=${credentials.accessKeyId}/20260101/us-east-1/s3/aws4_request`;
    const headers = { ...init.headers, authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` };
    return fetch(endpoint + path, { ...init, headers });
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
