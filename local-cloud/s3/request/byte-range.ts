import { AwsError } from '../../gateway/service';
import { type StoredObject } from '../stored-object';

export interface ByteRange {
  readonly start: number;
  /** The last byte, inclusive. */
  readonly end: number;
}

/** Reads a header `Range`; returns undefined for one that S3 ignores, such as several ranges at once. */
export function requestedRange(header: string | undefined, length: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const start = from === '' ? Math.max(length - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
}

/** Returns the range of a part of an object that was uploaded in parts; any other object has one part. */
export function partRange(partNumber: string, { content, partSizes = [content.length] }: StoredObject): ByteRange {
  const index = Number(partNumber) - 1;
  const size = partSizes[index];
  if (size === undefined) throw new AwsError('InvalidPart', `There is no part ${partNumber}`, 416);
  const start = partSizes.slice(0, index).reduce((sum, before) => sum + before, 0);
  return { start, end: start + size - 1 };
}
