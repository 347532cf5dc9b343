import { type Owner } from './acl';
import { type Listing, listPage, type ListingRequest, readListing, readMaximum } from './listing';
import { findBucket, type Operations } from './operation';
import { documentReply } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Location } from '../../location';
import { type Bucket } from '../bucket';
import { type ObjectStore } from '../object-store';
import { type S3Request } from '../request/s3-request';
import { type ObjectVersion, type StoredObject } from '../stored-object';

/** The operations that list buckets, objects and versions. */
export function listOperations(objects: ObjectStore, { region }: Location, owner: Owner): Operations {
  return {
    ListBuckets: { run: (request) => listBuckets(request, objects, region, owner) },
    ListObjects: { run: (request) => listObjects(request, findBucket(objects, request.bucket), owner) },
    ListObjectsV2: { run: (request) => listObjectsV2(request, findBucket(objects, request.bucket), owner) },
    ListObjectVersions: { run: (request) => listVersions(request, findBucket(objects, request.bucket), owner) },
  };
}

function listBuckets({ query }: S3Request, objects: ObjectStore, region: string, owner: Owner): ServiceReply {
  const prefix = query.get('prefix') ?? '';
  const ofRegion = query.get('bucket-region') ?? region;
  const after = query.get('continuation-token') ?? '';
  const rest = objects.buckets.filter(({ name }) => name.startsWith(prefix) && name > after && ofRegion === region);
  const page = rest.slice(0, query.has('max-buckets') ? readMaximum(query, 'max-buckets') : undefined);
  return documentReply('ListAllMyBucketsResult', {
    Owner: owner,
    Buckets: {
      Bucket: page.map(({ name, created }) => ({
        Name: name,
        CreationDate: created.toISOString(),
        BucketRegion: region,
      })),
    },
    ...(rest.length > page.length && { ContinuationToken: page.at(-1)?.name }),
    ...(prefix !== '' && { Prefix: prefix }),
  });
}

function listObjects({ query }: S3Request, bucket: Bucket, owner: Owner): ServiceReply {
  const request = readListing(query, query.get('marker'));
  const listing = listPage(bucket.list(request.prefix), request);
  const encode = encodingOf(query);
  return documentReply('ListBucketResult', {
    ...head(bucket, request, listing, encode, query),
    Marker: encode(request.after),
    // Without a delimiter the last key is the marker of the next page.
    ...(listing.isTruncated && request.delimiter !== '' && { NextMarker: encode(listing.last ?? '') }),
    Contents: listing.entries.map((object) => ({ ...contents(object, encode), Owner: owner })),
    ...groups(listing, encode),
  });
}

function listObjectsV2({ query }: S3Request, bucket: Bucket, owner: Owner): ServiceReply {
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const request = readListing(query, token === null ? startAfter : readToken(token));
  const listing = listPage(bucket.list(request.prefix), request);
  const encode = encodingOf(query);
  const withOwner = query.get('fetch-owner') === 'true' && { Owner: owner };
  return documentReply('ListBucketResult', {
    ...head(bucket, request, listing, encode, query),
    KeyCount: listing.entries.length + listing.commonPrefixes.length,
    ...(token !== null && { ContinuationToken: token }),
    ...(startAfter !== null && { StartAfter: encode(startAfter) }),
    ...(listing.isTruncated && { NextContinuationToken: Buffer.from(listing.last ?? '').toString('base64url') }),
    Contents: listing.entries.map((object) => ({ ...contents(object, encode), ...withOwner })),
    ...groups(listing, encode),
  });
}

function listVersions({ query }: S3Request, bucket: Bucket, owner: Owner): ServiceReply {
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker');
  const request = readListing(query, versionMarker === null ? keyMarker : null);
  const all = bucket.listVersions(request.prefix);
  const marked = all.findIndex(({ key, versionId }) => key === keyMarker && versionId === versionMarker);
  const listing = listPage(all.slice(marked + 1), request);
  const encode = encodingOf(query);
  const last = listing.entries.at(-1);
  return documentReply('ListVersionsResult', {
    ...head(bucket, request, listing, encode, query),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionMarker ?? '',
    ...(listing.isTruncated && { NextKeyMarker: encode(listing.last ?? '') }),
    ...(listing.isTruncated && last?.key === listing.last && { NextVersionIdMarker: last?.versionId }),
    Version: listing.entries.flatMap((version) =>
      version.deleteMarker ? [] : [{ ...contents(version, encode), ...state(version, bucket), Owner: owner }],
    ),
    DeleteMarker: listing.entries.flatMap((version) =>
      version.deleteMarker ? [{ ...named(version, encode), ...state(version, bucket), Owner: owner }] : [],
    ),
    ...groups(listing, encode),
  });
}

type Encode = (text: string) => string;

function encodingOf(query: URLSearchParams): Encode {
  const type = query.get('encoding-type');
  if (type === null) return (text) => text;
  if (type === 'url') return (text) => encodeURIComponent(text).replaceAll('%2F', '/');
  throw new AwsError('InvalidArgument', `Invalid Encoding Method specified in Request: ${type}`);
}

/** Tokens are opaque in S3, too. */
function readToken(token: string): string {
  return Buffer.from(token, 'base64url').toString();
}

function head(
  { name }: Bucket,
  { prefix, delimiter, maxKeys }: ListingRequest,
  { isTruncated }: Listing<ObjectVersion>,
  encode: Encode,
  query: URLSearchParams,
): object {
  return {
    Name: name,
    Prefix: encode(prefix),
    ...(delimiter !== '' && { Delimiter: encode(delimiter) }),
    MaxKeys: maxKeys,
    ...(query.has('encoding-type') && { EncodingType: 'url' }),
    IsTruncated: isTruncated,
  };
}

function named({ key, lastModified }: ObjectVersion, encode: Encode): object {
  return { Key: encode(key), LastModified: lastModified.toISOString() };
}

function contents(object: StoredObject, encode: Encode): object {
  return {
    ...named(object, encode),
    ETag: object.etag,
    ...(object.checksum && {
      ChecksumAlgorithm: object.checksum.algorithm.toUpperCase(),
      ChecksumType: object.checksum.type,
    }),
    Size: object.content.length,
    StorageClass: object.headers['x-amz-storage-class'] ?? 'STANDARD',
  };
}

function state(version: ObjectVersion, bucket: Bucket): object {
  return { VersionId: version.versionId, IsLatest: bucket.find(version.key) === version };
}

function groups({ commonPrefixes }: Listing<ObjectVersion>, encode: Encode): object {
  return { CommonPrefixes: commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })) };
}
