import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { StoredObject } from './bucket';
import { MultipartUploads } from './multipart-uploads';
import { ObjectStore } from './object-store';
import { requestBody } from './request-body';
import { AwsError, HttpService, ServiceReply, ServiceRequest } from '../gateway/service';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const builder = new XMLBuilder({ ignoreAttributes: false });
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Object' || name === 'Part' });

interface S3Request {
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** The S3 REST API as far as the CDK CLI needs it. Buckets in the path: SDKs do so for an endpoint that is an address. */
export class S3 implements HttpService {
  readonly signingName = 's3';
  private readonly uploads = new MultipartUploads();

  constructor(private readonly objects: ObjectStore) {}

  async handle(request: ServiceRequest): Promise<ServiceReply> {
    const [bucket = '', ...key] = decodeURIComponent(request.path).slice(1).split('/');
    const { query } = request;
    return this.dispatch(request.method, { bucket, key: key.join('/'), query, body: requestBody(request) });
  }

  private dispatch(method: string, request: S3Request): ServiceReply {
    if (method === 'PUT' && request.key === '') return this.createBucket(request);
    if (this.objects.bucket(request.bucket) === undefined) {
      throw new AwsError('NoSuchBucket', `The specified bucket does not exist: ${request.bucket}`, 404);
    }
    return request.key === '' ? this.onBucket(method, request) : this.onObject(method, request);
  }

  private onBucket(method: string, request: S3Request): ServiceReply {
    const { query } = request;
    if (method === 'HEAD') return empty(200);
    if (method === 'POST' && query.has('delete')) return this.deleteObjects(request);
    if (method === 'GET') {
      // An empty location constraint means us-east-1, here as in S3; the bucket lives wherever the local cloud does.
      if (query.has('location')) return document({ LocationConstraint: { '@_xmlns': NAMESPACE } });
      if (query.has('encryption')) return encryption();
      if (query.get('list-type') === '2') return this.listObjects(request);
    }
    throw notImplemented(method, query);
  }

  private onObject(method: string, request: S3Request): ServiceReply {
    const uploadId = request.query.get('uploadId');
    if (method === 'POST' && request.query.has('uploads')) return this.createMultipartUpload(request);
    if (uploadId !== null) return this.onUpload(method, uploadId, request);
    switch (method) {
      case 'HEAD':
        return { status: 200, headers: objectHeaders(this.object(request)), body: '' };
      case 'GET':
        return { status: 200, headers: objectHeaders(this.object(request)), body: this.object(request).content };
      case 'PUT':
        return { status: 200, headers: { etag: this.put(request, request.body).etag }, body: '' };
      case 'DELETE':
        this.objects.bucket(request.bucket)?.delete(request.key);
        return empty(204);
      default:
        throw notImplemented(method, request.query);
    }
  }

  private onUpload(method: string, uploadId: string, request: S3Request): ServiceReply {
    const { bucket, key, body } = request;
    const upload = `${bucket}/${key}`;
    switch (method) {
      case 'PUT': {
        const partNumber = Number(request.query.get('partNumber'));
        this.uploads.addPart(uploadId, upload, partNumber, body);
        return { status: 200, headers: { etag: `"part-${partNumber}"` }, body: '' };
      }
      case 'POST': {
        const { etag } = this.put(request, this.uploads.complete(uploadId, upload, partNumbers(body)));
        return document({ CompleteMultipartUploadResult: { Bucket: bucket, Key: key, ETag: etag } });
      }
      case 'DELETE':
        this.uploads.abort(uploadId, upload);
        return empty(204);
      default:
        throw notImplemented(method, request.query);
    }
  }

  private createBucket({ bucket }: S3Request): ServiceReply {
    this.objects.createBucket(bucket);
    return { status: 200, headers: { location: `/${bucket}` }, body: '' };
  }

  private createMultipartUpload({ bucket, key }: S3Request): ServiceReply {
    const UploadId = this.uploads.begin(`${bucket}/${key}`);
    return document({ InitiateMultipartUploadResult: { Bucket: bucket, Key: key, UploadId } });
  }

  private listObjects({ bucket, query }: S3Request): ServiceReply {
    const prefix = query.get('prefix') ?? '';
    const maxKeys = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
    const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
    const rest = this.objects.list(bucket, prefix).filter(({ key }) => key > after);
    const page = rest.slice(0, maxKeys);
    const more = rest.length > page.length;
    return document({
      ListBucketResult: {
        Name: bucket,
        Prefix: prefix,
        MaxKeys: maxKeys,
        KeyCount: page.length,
        IsTruncated: more,
        ...(more && { NextContinuationToken: page.at(-1)?.key }),
        Contents: page.map(({ key, etag, content, lastModified }) => ({
          Key: key,
          LastModified: lastModified.toISOString(),
          ETag: etag,
          Size: content.length,
          StorageClass: 'STANDARD',
        })),
      },
    });
  }

  private deleteObjects({ bucket, body }: S3Request): ServiceReply {
    const request = parser.parse(body) as { Delete?: { Object?: { Key: string }[] } };
    const keys = (request.Delete?.Object ?? []).map(({ Key }) => Key);
    for (const key of keys) this.objects.bucket(bucket)?.delete(key);
    return document({ DeleteResult: { Deleted: keys.map((Key) => ({ Key })) } });
  }

  private put({ bucket, key }: S3Request, content: Buffer): StoredObject {
    return this.objects.put(bucket, key, content);
  }

  private object({ bucket, key }: S3Request): StoredObject {
    const object = this.objects.bucket(bucket)?.find(key);
    if (object === undefined || object.deleteMarker)
      throw new AwsError('NoSuchKey', `The specified key does not exist: ${key}`, 404);
    return object;
  }
}

function partNumbers(body: Buffer): number[] {
  const request = parser.parse(body) as { CompleteMultipartUpload?: { Part?: { PartNumber: string }[] } };
  return (request.CompleteMultipartUpload?.Part ?? []).map(({ PartNumber }) => Number(PartNumber));
}

/** What S3 has encrypted every new bucket with since 2023. */
function encryption(): ServiceReply {
  return document({
    ServerSideEncryptionConfiguration: {
      Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    },
  });
}

function objectHeaders({ content, etag, lastModified }: StoredObject): Record<string, string> {
  return {
    etag,
    'content-length': String(content.length),
    'content-type': 'application/octet-stream',
    'last-modified': lastModified.toUTCString(),
  };
}

function document(content: object): ServiceReply {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: xml(content) };
}

function xml(content: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(content)}`;
}

function empty(status: number): ServiceReply {
  return { status, body: '' };
}

function notImplemented(method: string, query: URLSearchParams): AwsError {
  return new AwsError('NotImplemented', `The local S3 does not implement ${method} with "${query}".`, 501);
}
