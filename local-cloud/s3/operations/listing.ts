import { AwsError } from '../../gateway/service';

const MOST_ENTRIES = 1000;

/** The keys of a bucket that a client wants to see. */
export interface ListingRequest {
  readonly prefix: string;
  /** Keys that contain the delimiter after the prefix are grouped up to it. */
  readonly delimiter: string;
  readonly maxKeys: number;
  /** The last key, or group of keys, of the previous page. */
  readonly after: string;
}

export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key, or group of keys, of this page. */
  readonly last?: string;
}

export function readListing(query: URLSearchParams, after: string | null): ListingRequest {
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: readMaximum(query, 'max-keys'),
    after: after ?? '',
  };
}

export function readMaximum(query: URLSearchParams, name: string): number {
  const maximum = Number(query.get(name) ?? MOST_ENTRIES);
  if (Number.isInteger(maximum) && maximum >= 0) return Math.min(maximum, MOST_ENTRIES);
  throw new AwsError('InvalidArgument', `Argument ${name} must be an integer from 0 on, got ${query.get(name)}`);
}

/** Returns one page of entries, which are in the order of their keys. */
export function listPage<Entry extends { readonly key: string }>(
  all: readonly Entry[],
  { prefix, delimiter, maxKeys, after }: ListingRequest,
): Listing<Entry> {
  const entries: Entry[] = [];
  const commonPrefixes = new Set<string>();
  let last: string | undefined;
  for (const entry of all) {
    const group = groupOf(entry.key, prefix, delimiter);
    // The previous page may have ended with a group, of which further keys follow.
    if (entry.key <= after || (group !== undefined && group === after)) continue;
    if (group !== undefined && commonPrefixes.has(group)) continue;
    if (entries.length + commonPrefixes.size >= maxKeys) {
      return { entries, commonPrefixes: [...commonPrefixes], isTruncated: maxKeys > 0, last };
    }
    if (group === undefined) entries.push(entry);
    else commonPrefixes.add(group);
    last = group ?? entry.key;
  }
  return { entries, commonPrefixes: [...commonPrefixes], isTruncated: false, last };
}

function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}
