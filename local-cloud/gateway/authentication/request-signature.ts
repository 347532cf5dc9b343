import { type ReceivedRequest } from '../service';

/** The parts of a request's signature of version 4. */
export interface RequestSignature {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name of the service. */
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As signed, e.g. 20260101T000000Z. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** The lifetime of a presigned URL, in seconds from its date. */
  readonly expiresIn?: number;
}

type Fields = Readonly<Record<'Credential' | 'SignedHeaders' | 'Signature', string | null | undefined>>;

/**
 * Reads the signature from the header, or from the query of a presigned URL. Returns undefined where a part is missing
 * or malformed.
 */
export function readSignature({ headers, query }: ReceivedRequest): RequestSignature | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const field = (name: string) => new RegExp(`[ ,]${name}=([^, ]+)`).exec(authorization)?.[1];
    const fields = {
      Credential: field('Credential'),
      SignedHeaders: field('SignedHeaders'),
      Signature: field('Signature'),
    };
    return complete(fields, headers['x-amz-date'], headers['x-amz-security-token']);
  }
  const fields = {
    Credential: query.get('X-Amz-Credential'),
    SignedHeaders: query.get('X-Amz-SignedHeaders'),
    Signature: query.get('X-Amz-Signature'),
  };
  const signature = complete(fields, query.get('X-Amz-Date'), query.get('X-Amz-Security-Token'));
  const expiresIn = Number(query.get('X-Amz-Expires') ?? NaN);
  return signature && expiresIn >= 1 && expiresIn <= LONGEST_PRESIGNED_SECONDS
    ? { ...signature, expiresIn }
    : undefined;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
const LONGEST_PRESIGNED_SECONDS = 604_800;

function complete(
  fields: Fields,
  date: string | null | undefined,
  token: string | null | undefined,
): RequestSignature | undefined {
  const [accessKeyId, day, region, service, end] = fields.Credential?.split('/') ?? [];
  const { SignedHeaders: names, Signature: signature } = fields;
  if (!accessKeyId || !region || !service || end !== 'aws4_request' || !names || !signature) return undefined;
  if (!date || !/^\d{8}T\d{6}Z$/.test(date) || !date.startsWith(`${day}T`)) return undefined;
  return {
    ...{ accessKeyId, region, service, signature, date },
    signedHeaders: names.split(';'),
    sessionToken: token ?? undefined,
  };
}

/** In milliseconds since 1970. */
export function signedAt({ date }: RequestSignature): number {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The key and the service of a signature: enough to route the request. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The signing name of the service. */
  readonly service: string;
}

/** Reads `<key>/<date>/<region>/<service>/aws4_request` from the header, or from the query of a presigned URL. */
export function credentialScope(
  authorization: string | undefined,
  query: URLSearchParams,
): CredentialScope | undefined {
  const credential =
    /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  const [accessKeyId, , , service] = credential?.split('/') ?? [];
  return accessKeyId === undefined || service === undefined ? undefined : { accessKeyId, service };
}
