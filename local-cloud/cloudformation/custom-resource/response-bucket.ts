import { createHmac, randomBytes } from 'node:crypto';
import { type Clock } from '../../clock/clock';
import { deterministicHex } from '../../deterministic-id';
import { isSameText } from '../../gateway/authentication/same-text';
import { type CloudFormationBehaviours } from '../behaviours';

export type UrlSigning = CloudFormationBehaviours['responseUrlSigning'];

export interface ResponseBucketOptions {
  /** The base of ResponseURLs, e.g. `http://127.0.0.1:4566/cloudformation-response`. */
  readonly responseEndpoint: () => string;
  /** The key that signs ResponseURLs. @default - a random one */
  readonly signingKey?: string;
}

/** The lifetime of a presigned ResponseURL. */
const URL_SECONDS = 7200;

/** The object for the response to one request. */
export interface ResponseSlot {
  readonly url: string;
  /** The body of the first PUT; later ones are accepted and ignored. */
  readonly body: Promise<string>;
}

/** The bucket behind the ResponseURLs, with an object for each request that is written at most once. */
export class ResponseBucket {
  private readonly slots = new Map<
    string,
    { readonly query: string; readonly expires: number; put(body: string): void }
  >();
  private readonly signingKey: string;
  private readonly endpoint: () => string;

  constructor(
    private readonly clock: Clock,
    options: ResponseBucketOptions,
    private readonly signing: UrlSigning = 'SIGV4',
  ) {
    this.signingKey = options.signingKey ?? randomBytes(32).toString('hex');
    this.endpoint = options.responseEndpoint;
  }

  open(stackId: string, logicalId: string): ResponseSlot {
    const token = deterministicHex(stackId, logicalId, this.slots.size).slice(0, 32);
    const signature = createHmac('sha256', this.signingKey).update(token).digest('hex');
    const now = this.clock.now();
    const query = new URLSearchParams(SIGN[this.signing](signature, now)).toString();
    const body = new Promise<string>((put) => {
      this.slots.set(token, { query, expires: now + URL_SECONDS * 1000, put });
    });
    return { url: `${this.endpoint()}/${token}?${query}`, body };
  }

  /** Returns the HTTP status of S3: a PUT with a wrong signature, with a content type, or too late is forbidden. */
  put(pathAndQuery: string, body: string, contentType: string): number {
    const { pathname, searchParams } = new URL(pathAndQuery, 'http://localhost');
    const slot = this.slots.get(pathname.slice(pathname.lastIndexOf('/') + 1));
    const isSigned = slot !== undefined && isSameText(searchParams.toString(), slot.query) && contentType === '';
    if (!isSigned || this.clock.now() > slot.expires) return 403;
    slot.put(body);
    return 200;
  }
}

/** The query of a URL by the way it is signed: with its time, with its expiry only, or with neither. */
const SIGN: Record<UrlSigning, (signature: string, now: number) => Record<string, string>> = {
  SIGV4: (signature, now) => ({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': amzDate(now),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(URL_SECONDS),
    'X-Amz-Signature': signature,
  }),
  SIGV2: (signature, now) => ({
    AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    Expires: String(Math.floor(now / 1000) + URL_SECONDS),
    Signature: signature,
  }),
  PLAIN: (signature) => ({ Signature: signature }),
};

/** E.g. 20250101T120000Z. */
function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
