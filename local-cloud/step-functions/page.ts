import { AwsError } from '../gateway/service';

export interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Returns one page of a list; the token is the number of the first item of the next page. */
export function pageOf<T>(items: readonly T[], { maxResults, nextToken = '0' }: PageRequest, limit = 1000) {
  if (!/^\d+$/.test(nextToken)) throw new AwsError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const start = Number(nextToken);
  const end = start + Math.min(maxResults || 100, limit);
  return { items: items.slice(start, end), nextToken: end < items.length ? String(end) : undefined };
}
