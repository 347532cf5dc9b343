import { AwsError } from '../../gateway/service';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** One page of a list. The token is the key of the last item shown, so that a list that grows meanwhile stays whole. */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  token: string | undefined,
  size = 100,
): Page<T> {
  const start = token === undefined ? 0 : items.findIndex((item) => keyOf(item) === token) + 1;
  if (token !== undefined && start === 0) throw new AwsError('ValidationError', `Invalid NextToken: ${token}`);
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  return { items: shown, nextToken: last !== undefined && start + size < items.length ? keyOf(last) : undefined };
}
