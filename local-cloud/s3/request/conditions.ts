import { AwsError } from '../../gateway/service';
import { type StoredObject } from '../stored-object';

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Throws where a condition of a read does not hold; returns true where the client has the object already.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export function isUnmodified(headers: Headers, object: StoredObject, prefix = ''): boolean {
  const ifMatch = headers[`${prefix}if-match`];
  const ifUnmodifiedSince = headers[`${prefix}if-unmodified-since`];
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  const ifModifiedSince = headers[`${prefix}if-modified-since`];
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object)) throw preconditionFailed(`${prefix}If-Match`);
  } else if (ifUnmodifiedSince !== undefined && changedSince(ifUnmodifiedSince, object)) {
    throw preconditionFailed(`${prefix}If-Unmodified-Since`);
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object);
  return ifModifiedSince !== undefined && !changedSince(ifModifiedSince, object);
}

/** Throws where the source of a copy does not meet its conditions. */
export function checkCopySource(headers: Headers, source: StoredObject): void {
  if (isUnmodified(headers, source, 'x-amz-copy-source-')) throw preconditionFailed('x-amz-copy-source-If-None-Match');
}

/**
 * Throws where a write or a removal expects another object than the present one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkPresent(headers: Headers, present: StoredObject | undefined): void {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') {
      throw new AwsError('NotImplemented', `If-None-Match of a write takes nothing but *, got ${ifNoneMatch}`, 501);
    }
    if (present) throw preconditionFailed('If-None-Match');
  }
  if (ifMatch === undefined) return;
  if (!present) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if (!matches(ifMatch, present)) throw preconditionFailed('If-Match');
}

function matches(list: string, { etag }: StoredObject): boolean {
  return list.split(',').some((entry) => [etag, etag.replaceAll('"', ''), '*'].includes(entry.trim()));
}

/** HTTP dates have no milliseconds. */
function changedSince(date: string, { lastModified }: StoredObject): boolean {
  return Math.floor(lastModified.getTime() / 1000) * 1000 > Date.parse(date);
}

function preconditionFailed(condition: string): AwsError {
  return new AwsError(
    'PreconditionFailed',
    `At least one of the pre-conditions you specified did not hold (${condition})`,
    412,
  );
}
