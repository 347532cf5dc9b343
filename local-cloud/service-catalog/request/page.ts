import { invalidParameters } from '../errors';

export interface PageRequest {
  readonly PageSize?: number;
  readonly PageToken?: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly NextPageToken?: string;
}

/** Returns one page; a size of 0, like none, means the largest that the operation returns. */
export function pageOf<T>(all: readonly T[], { PageSize, PageToken }: PageRequest, largest = 20): Page<T> {
  const start = PageToken === undefined ? 0 : offsetOf(PageToken);
  const end = start + (PageSize === undefined || PageSize === 0 ? largest : PageSize);
  return { items: all.slice(start, end), NextPageToken: end < all.length ? tokenOf(end) : undefined };
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function offsetOf(token: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (offset === undefined) throw invalidParameters(`Invalid page token: ${token}`);
  return Number(offset);
}
