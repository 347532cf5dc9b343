import type { AnswerableRequest } from '../request/event';

/** The place where CloudFormation, or the engine in its place, accepts responses. */
export interface ResponsePlace {
  /** Suffix of the partition, e.g. `amazonaws.com`. */
  readonly urlSuffix: string;
  /** The only bucket allowed. @default - any */
  readonly bucket?: string;
  /** Endpoints of an AWS emulator, which accepts the responses, too. @default - the cloud is AWS */
  readonly imitations?: readonly string[];
  /** The path names the request, as in all known URLs of CloudFormation. */
  readonly namesRequest: boolean;
}

/** Matches `s3` or `s3-` and a Region, after the bucket or without it; `dualstack` and a Region may follow. */
const S3_HOST = /^(?:(?<bucket>[a-z0-9][a-z0-9.-]*)\.)?s3(?:-[a-z0-9-]+)?(?:\.dualstack)?(?:\.[a-z0-9-]+)?$/;

/**
 * Explains why a ResponseURL is not used, or returns undefined if it is safe. Whoever may invoke the function can write
 * an event, and a function in a VPC reaches more than they do.
 */
export function responseUrlProblem(request: AnswerableRequest, place: ResponsePlace): string | undefined {
  if (!URL.canParse(request.ResponseURL)) return 'it is not a URL';
  const url = new URL(request.ResponseURL);
  if (place.imitations?.some((endpoint) => isOfImitation(url, endpoint))) return undefined;
  if (url.protocol !== 'https:') return 'it is not https';
  if (url.port !== '' || url.username !== '' || url.password !== '') return 'it names a port or a user';
  const suffix = `.${place.urlSuffix}`;
  const host = url.hostname.endsWith(suffix) ? S3_HOST.exec(url.hostname.slice(0, -suffix.length)) : null;
  if (host === null) return 'its host is not Amazon S3';
  const path = decoded(url.pathname);
  const bucket = host.groups?.bucket ?? path.split('/')[1];
  if (place.bucket !== undefined && bucket !== place.bucket) return 'its bucket is not the declared one';
  if (place.namesRequest && !namesRequest(path, request)) return 'its path does not name the request';
  return undefined;
}

/** Matches the endpoint and the hosts below it, such as those of buckets. */
function isOfImitation({ protocol, hostname }: URL, endpoint: string): boolean {
  if (!/^https?:$/.test(protocol) || !URL.canParse(endpoint)) return false;
  const own = new URL(endpoint).hostname;
  return hostname === own || hostname.endsWith(`.${own}`) || (isLoopback(hostname) && isLoopback(own));
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function namesRequest(path: string, { StackId, LogicalResourceId, RequestId }: AnswerableRequest): boolean {
  return [StackId, LogicalResourceId, RequestId].every((part) => path.includes(part));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
