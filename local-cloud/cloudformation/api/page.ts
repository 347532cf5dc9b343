import { AwsError } from '../../gateway/service';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

interface PageOptions<T> {
  readonly keyOf: (item: T) => string;
  /** The token of the previous page. */
  readonly token: string | undefined;
  /** @default - small enough for as many as are requested */
  readonly bytesOf?: (item: T) => number;
  /** @default 100 */
  readonly size?: number;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
const MOST_BYTES = 1024 * 1024;

/**
 * Returns one page of a list. The token is the key of the last item shown, so that pages stay complete while the list
 * grows.
 */
export function page<T>(items: readonly T[], { keyOf, token, bytesOf = () => 0, size = 100 }: PageOptions<T>): Page<T> {
  const start = token === undefined ? 0 : items.findIndex((item) => keyOf(item) === token) + 1;
  if (token !== undefined && start === 0) throw new AwsError('ValidationError', `Invalid NextToken: ${token}`);
  const shown: T[] = [];
  let bytes = 0;
  for (const item of items.slice(start, start + size)) {
    bytes += bytesOf(item);
    if (shown.length > 0 && bytes > MOST_BYTES) break;
    shown.push(item);
  }
  const last = shown.at(-1);
  const isLast = start + shown.length >= items.length;
  return { items: shown, nextToken: last === undefined || isLast ? undefined : keyOf(last) };
}
