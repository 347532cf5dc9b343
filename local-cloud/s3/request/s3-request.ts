import { verifyBody } from './checksums';
import { AddressedRequest, operationName } from './operation-name';
import { requestBody } from './request-body';
import { AwsError, ServiceRequest } from '../../gateway/service';
import { Checksum } from '../bucket';

/** S3 refuses longer ones. */
const LONGEST_KEY_BYTES = 1024;

/** A request of the S3 API, taken apart. */
export interface S3Request extends AddressedRequest {
  readonly operation: string;
  /** Without the encoding of its transfer. */
  readonly body: Buffer;
  /** Of the body, as its client states it, found right. */
  readonly checksum?: Checksum;
}

export async function readS3Request(request: ServiceRequest): Promise<S3Request> {
  const { method, query } = request;
  const { body, trailers } = requestBody(request);
  const headers = { ...request.headers, ...trailers };
  const addressed = { ...address(request), method, query, headers };
  const operation = operationName(addressed);
  if (operation === undefined) {
    throw new AwsError('MethodNotAllowed', `The method ${method} is not allowed against this resource.`, 405);
  }
  // What completes an upload states the checksum of the object, not of its own body.
  const isOfBody = operation !== 'CompleteMultipartUpload';
  return { ...addressed, operation, body, ...(isOfBody && { checksum: await verifyBody(headers, body) }) };
}

/** The bucket is the first part of the path, or the first part of the host: `<bucket>.localhost`. */
function address({ path, headers }: ServiceRequest): { readonly bucket: string; readonly key: string } {
  const decoded = decodePath(path).slice(1);
  const ofHost = /^(.+)\.localhost(?::\d+)?$/.exec(headers.host ?? '')?.[1];
  const slash = decoded.indexOf('/');
  const ofPath = slash === -1 ? decoded : decoded.slice(0, slash);
  const bucket = ofHost ?? ofPath;
  const key = ofHost === undefined ? decoded.slice(ofPath.length + 1) : decoded;
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) {
    throw new AwsError('KeyTooLongError', `Your key is too long: at most ${LONGEST_KEY_BYTES} bytes are allowed.`);
  }
  return { bucket, key };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${path}`);
  }
}
