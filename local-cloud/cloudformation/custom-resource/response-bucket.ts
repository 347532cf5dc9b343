import { createHmac, randomBytes } from 'node:crypto';
import { type Clock } from '../../clock/clock';
import { deterministicHex } from '../../deterministic-id';
import { isSameText } from '../../gateway/authentication/same-text';
import { type CloudFormationBehaviours } from '../behaviours';

export type UrlSigning = CloudFormationBehaviours['responseUrlSigning'];

export interface ResponseBucketOptions {
  /** Where the function finds the answer URL, e.g. `http://127.0.0.1:4566/cloudformation-response`. */
  readonly responseEndpoint: () => string;
  /** What the answer URLs are signed with. @default - drawn at random */
  readonly signingKey?: string;
}

/** How long a pre-signed ResponseURL is good for. */
const URL_SECONDS = 7200;

/** Where the answer to one request is put. */
export interface ResponseSlot {
  readonly url: string;
  /** The body of the first PUT; later ones are taken and ignored. */
  readonly body: Promise<string>;
}

/** The bucket behind the ResponseURLs: one object for each request, written at most once. */
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

  /** Gives the HTTP status that S3 would: a wrong signature, a content type or a late PUT is forbidden. */
  put(pathAndQuery: string, body: string, contentType: string): number {
    const { pathname, searchParams } = new URL(pathAndQuery, 'http://localhost');
    const slot = this.slots.get(pathname.slice(pathname.lastIndexOf('/') + 1));
    const isSigned = slot !== undefined && isSameText(searchParams.toString(), slot.query) && contentType === '';
    if (!isSigned || this.clock.now() > slot.expires) return 403;
    slot.put(body);
    return 200;
  }
}

/** The query of a URL by the way it is signed: with its time, with its expiry only, with neither. */
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
