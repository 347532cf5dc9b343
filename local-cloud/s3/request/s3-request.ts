import { verifyBody } from './checksums';
import { type AddressedRequest, operationName } from './operation-name';
import { requestBody } from './request-body';
import { AwsError, type ServiceRequest } from '../../gateway/service';
import { objectAddress } from '../object-address';
import { type Checksum } from '../stored-object';

/** The maximum length of a key in S3. */
const LONGEST_KEY_BYTES = 1024;

/** The parameters of a signature, which have no other meaning. */
const OF_SIGNATURE =
  /^x-amz-(algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders)$/;

/** A parsed request of the S3 API. */
export interface S3Request extends AddressedRequest {
  readonly operation: string;
  /** Without the transfer encoding. */
  readonly body: Buffer;
  /** The client's checksum of the body, which was verified. */
  readonly checksum?: Checksum;
}

export async function readS3Request(request: ServiceRequest): Promise<S3Request> {
  const { method, query } = request;
  const { body, trailers } = requestBody(request);
  const headers = { ...headersInQuery(query), ...request.headers, ...trailers };
  const { bucket, key } = objectAddress(request);
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) {
    throw new AwsError('KeyTooLongError', `Your key is too long: at most ${LONGEST_KEY_BYTES} bytes are allowed.`);
  }
  const addressed = { method, bucket, key, query, headers };
  const operation = operationName(addressed);
  if (operation === undefined) {
    throw new AwsError('MethodNotAllowed', `The method ${method} is not allowed against this resource.`, 405);
  }
  // The request that completes an upload states the checksum of the object, not of its own body.
  const isOfBody = operation !== 'CompleteMultipartUpload';
  return { ...addressed, operation, body, ...(isOfBody && { checksum: await verifyBody(headers, body) }) };
}

/**
 * SDKs put headers into the query of a presigned URL. S3 ignores checksums there: they are those of the empty body that
 * the URL was signed with.
 */
function headersInQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query]
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith('x-amz-') && !OF_SIGNATURE.test(name) && !name.includes('checksum')),
  );
}
