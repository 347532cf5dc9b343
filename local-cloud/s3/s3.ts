import { createHash } from 'node:crypto';
import { objectAddress } from './object-address';
import { type ObjectStore } from './object-store';
import { type Location } from '../location';
import { bucketOperations } from './operations/bucket-operations';
import { copyOperations } from './operations/copy-operations';
import { listOperations } from './operations/list-operations';
import { multipartOperations } from './operations/multipart-operations';
import { notServed } from './operations/object-headers';
import { objectOperations } from './operations/object-operations';
import { type S3Operation, type Operations } from './operations/operation';
import { readS3Request, type S3Request } from './request/s3-request';
import { AwsError, type HttpService, type ServiceReply, type ServiceRequest } from '../gateway/service';

/** Headers of any request: those of its signature and its body, and those that have no effect. */
const SERVED_BY_ALL =
  /^x-amz-(checksum-.*|content-sha256|date|decoded-content-length|expected-bucket-owner|meta-.*|request-payer|sdk-checksum-algorithm|security-token|source-expected-bucket-owner|trailer|user-agent)$/;

/** The S3 REST API, as far as it is served. Anything else is refused by its name, and changes nothing. */
export class S3 implements HttpService {
  readonly signingName = 's3';
  private readonly operations: Operations;

  constructor(
    objects: ObjectStore,
    private readonly location: Location,
  ) {
    const owner = { ID: createHash('sha256').update(location.account).digest('hex') };
    this.operations = {
      ...bucketOperations(objects, location, owner),
      ...copyOperations(objects),
      ...listOperations(objects, location, owner),
      ...multipartOperations(objects, owner),
      ...objectOperations(objects, owner),
    };
  }

  async handle(serviceRequest: ServiceRequest): Promise<ServiceReply> {
    const request = await readS3Request(serviceRequest);
    const operation = Object.hasOwn(this.operations, request.operation) && this.operations[request.operation];
    if (!operation) {
      throw new AwsError('NotImplemented', `The local S3 does not serve ${request.operation}`, 501);
    }
    this.refuseOtherHeaders(request, operation);
    this.checkOwner(request);
    return operation.run(request);
  }

  takesPresigned(request: ServiceRequest): boolean {
    return objectAddress(request).key !== '';
  }

  /** A header that is not known may change the meaning of the operation. */
  private refuseOtherHeaders({ headers, operation: name }: S3Request, operation: S3Operation): void {
    const other = Object.keys(headers).find(
      (header) => header.startsWith('x-amz-') && !SERVED_BY_ALL.test(header) && !operation.headers?.includes(header),
    );
    if (other === undefined) return;
    // No bucket has ACLs, whatever is granted.
    if (other.startsWith('x-amz-grant-')) {
      throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
    }
    throw notServed(name, `the header ${other}`);
  }

  private checkOwner({ headers }: S3Request): void {
    for (const header of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
      const expected = headers[header];
      if (expected !== undefined && expected !== this.location.account) {
        throw new AwsError('AccessDenied', `The bucket is owned by ${this.location.account}, not by ${expected}`, 403);
      }
    }
  }
}
