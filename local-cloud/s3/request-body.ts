import { ServiceRequest } from '../gateway/service';

/** The object in the body of an upload, freed from the `aws-chunked` encoding that SDKs wrap streams and checksums in. */
export function requestBody({ headers, body }: ServiceRequest): Buffer {
  const chunked =
    headers['content-encoding']?.includes('aws-chunked') ??
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') ??
    false;
  return chunked ? unchunk(body) : body;
}

/** Each chunk is `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n`; a chunk of size 0 ends them, trailers follow it. */
function unchunk(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const endOfHeader = body.indexOf('\r\n', position);
    const size = endOfHeader === -1 ? 0 : parseInt(body.toString('latin1', position, endOfHeader), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(body.subarray(endOfHeader + 2, endOfHeader + 2 + size));
    position = endOfHeader + 2 + size + 2;
  }
}
