import { type ServiceRequest } from '../../gateway/service';

export interface RequestBody {
  readonly body: Buffer;
  /** Headers that follow the body: checksums that were computed during the upload. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Decodes the body of an upload from `aws-chunked`, in which SDKs wrap streams and checksums. */
export function requestBody({ headers, body }: ServiceRequest): RequestBody {
  const chunked =
    headers['content-encoding']?.includes('aws-chunked') ??
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') ??
    false;
  return chunked ? unchunk(body) : { body, trailers: {} };
}

/**
 * Each chunk is `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n`; a chunk of size 0 ends them, and trailers follow it.
 */
function unchunk(body: Buffer): RequestBody {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const endOfHeader = body.indexOf('\r\n', position);
    const size = endOfHeader === -1 ? 0 : parseInt(body.toString('latin1', position, endOfHeader), 16);
    if (!(size > 0)) return { body: Buffer.concat(chunks), trailers: readTrailers(body, endOfHeader) };
    chunks.push(body.subarray(endOfHeader + 2, endOfHeader + 2 + size));
    position = endOfHeader + 2 + size + 2;
  }
}

function readTrailers(body: Buffer, from: number): Record<string, string> {
  if (from === -1) return {};
  const lines = body.toString('latin1', from).split('\r\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const colon = line.indexOf(':');
      return colon === -1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
}
