import { createHash } from 'node:crypto';
import { RequestSigner } from 'aws4';
import { ADVICE } from './authentication-errors';
import { type Credentials } from './credentials';
import { type RequestSignature } from './request-signature';
import { isSameText } from './same-text';
import { AwsError, type ReceivedRequest } from '../service';

/** Returns the reason why the signature is not valid for this request, or undefined. */
export function signatureProblem(
  request: ReceivedRequest,
  signature: RequestSignature,
  credentials: Credentials,
): string | undefined {
  // Otherwise the holder of a presigned URL could add headers that it was not made for, e.g. a source to copy from.
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signature.signedHeaders.includes(name),
  );
  if (unsigned.length > 0) {
    return `There were headers present in the request which were not signed: ${unsigned.join()}.`;
  }
  if (!isPayloadAsSigned(request, signature)) {
    return "The provided 'x-amz-content-sha256' header does not match what was computed.";
  }
  if (isSameText(signature.signature, expectedSignature(request, signature, credentials))) return undefined;
  return `The request signature we calculated does not match the signature you provided. ${ADVICE}`;
}

/**
 * A stream to S3 is signed chunk by chunk, which guards against changes in transit. There is no transit here: the
 * signatures of the chunks are ignored, as that of the request identifies the sender.
 */
function isPayloadAsSigned({ headers, body }: ReceivedRequest, { service }: RequestSignature): boolean {
  const stated = headers['x-amz-content-sha256'];
  if (stated === undefined) return true; // Then the hash of the body itself is part of the signature.
  if (service === 's3' && (stated === 'UNSIGNED-PAYLOAD' || stated.startsWith('STREAMING-'))) return true;
  return stated === createHash('sha256').update(body).digest('hex');
}

function expectedSignature(
  { method, url, headers, body }: ReceivedRequest,
  { service, region, date, signedHeaders, expiresIn }: RequestSignature,
  credentials: Credentials,
): string {
  const request = {
    ...{ method, body, service, region },
    path: url.replace(/(?<=[?&])X-Amz-Signature=[^&]*&?/, ''),
    headers: Object.fromEntries(signedHeaders.map((name) => [name, headers[name] ?? ''])),
    signQuery: expiresIn !== undefined,
    doNotModifyHeaders: true,
    // By default the library signs neither Range nor User-Agent; some clients do.
    extraHeadersToInclude: Object.fromEntries(signedHeaders.map((name) => [name, true])),
  };
  const signer = new RequestSigner(request, credentials);
  signer.datetime = date;
  try {
    return signer.signature();
  } catch {
    throw new AwsError('InvalidURI', `Couldn't parse the specified URI: ${url}`);
  }
}
