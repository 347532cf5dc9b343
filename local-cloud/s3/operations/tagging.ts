import { children, child, readDocument, text } from './xml';
import { AwsError } from '../../gateway/service';
import { type S3Request } from '../request/s3-request';
import { type Tags } from '../stored-object';

const MOST_OF_OBJECT = 10;
export const MOST_OF_BUCKET = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Reads the document `Tagging` of a request. */
export function readTagging(body: S3Request['body'], most = MOST_OF_OBJECT): Tags {
  const tagSet = child(readDocument(body, 'Tagging'), 'TagSet') ?? '';
  return checkTags(
    children(tagSet, 'Tag').map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']),
    most,
  );
}

/** Reads the header `x-amz-tagging`, which is written like a query. */
export function readTagHeader(header = ''): Tags {
  return checkTags([...new URLSearchParams(header)], MOST_OF_OBJECT);
}

export function taggingDocument(tags: Tags): object {
  return { TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export function checkTags(tags: readonly (readonly [string, string])[], most: number): Tags {
  if (tags.length > most) throw new AwsError('BadRequest', `Object tags cannot be greater than ${most}`);
  const keys = new Set<string>();
  for (const [key, value] of tags) {
    const problem =
      tagProblem(key, value) ?? (keys.has(key) ? `Cannot provide multiple Tags with the same key` : undefined);
    if (problem !== undefined) throw new AwsError('InvalidTag', `${problem}: ${key}`);
    keys.add(key);
  }
  return Object.fromEntries(tags);
}

function tagProblem(key: string, value: string): string | undefined {
  if (key === '' || key.length > LONGEST_KEY) return `A TagKey has 1 to ${LONGEST_KEY} characters`;
  if (value.length > LONGEST_VALUE) return `The TagValue has more than ${LONGEST_VALUE} characters`;
  if (key.toLowerCase().startsWith('aws:')) return 'Your TagKey cannot be prefixed with aws:';
  return undefined;
}
