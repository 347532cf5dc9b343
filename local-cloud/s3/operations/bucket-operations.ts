import { aclReply, checkAcl, type Owner } from './acl';
import { notServed } from './object-headers';
import { emptyReply, findBucket, type Operations } from './operation';
import { checkTags, MOST_OF_BUCKET, readTagging, taggingDocument } from './tagging';
import { child, children, documentReply, readDocument, text, type XmlElement } from './xml';
import { AwsError, type ServiceReply } from '../../gateway/service';
import { type Location } from '../../location';
import { type Bucket } from '../bucket';
import { isBucketName } from '../bucket-name';
import { type ObjectStore } from '../object-store';
import { type S3Request } from '../request/s3-request';
import { type Tags } from '../stored-object';

/** The Region of a bucket without a location constraint. */
const DEFAULT_REGION = 'us-east-1';

/** The operations on whole buckets. */
export function bucketOperations(objects: ObjectStore, { region }: Location, owner: Owner): Operations {
  const of = ({ bucket }: S3Request): Bucket => findBucket(objects, bucket);
  return {
    CreateBucket: {
      headers: ['x-amz-acl', 'x-amz-object-ownership'],
      run: (request) => createBucket(request, objects, region),
    },
    DeleteBucket: { run: (request) => deleteBucket(of(request), objects) },
    DeleteBucketTagging: { run: (request) => setTags(of(request), {}, 204) },
    GetBucketAcl: { run: (request) => of(request) && aclReply(owner) },
    GetBucketEncryption: { run: (request) => encryptionReply(of(request)) },
    GetBucketLocation: {
      run: (request) =>
        of(request) && documentReply('LocationConstraint', region === DEFAULT_REGION ? {} : { '#text': region }),
    },
    GetBucketTagging: { run: (request) => taggingReply(of(request)) },
    GetBucketVersioning: {
      run: (request) => documentReply('VersioningConfiguration', { Status: of(request).versioning }),
    },
    HeadBucket: { run: (request) => of(request) && emptyReply(200, { 'x-amz-bucket-region': region }) },
    PutBucketAcl: { headers: ['x-amz-acl'], run: (request) => putBucketAcl(request, of(request)) },
    PutBucketTagging: { run: (request) => setTags(of(request), readTagging(request.body, MOST_OF_BUCKET), 204) },
    PutBucketVersioning: { run: (request) => putVersioning(request, of(request)) },
  };
}

function createBucket(
  { bucket: name, headers, body, operation }: S3Request,
  objects: ObjectStore,
  region: string,
): ServiceReply {
  checkAcl(headers, false);
  const ownership = headers['x-amz-object-ownership'] ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') throw notServed(operation, `x-amz-object-ownership: ${ownership}`);
  if (!isBucketName(name)) throw new AwsError('InvalidBucketName', `The specified bucket is not valid: ${name}`);
  const tags = readConfiguration(body, region, operation);
  if (objects.bucket(name) && region !== DEFAULT_REGION) {
    throw new AwsError('BucketAlreadyOwnedByYou', `You already own the bucket ${name}.`, 409);
  }
  const bucket = objects.bucket(name) ?? objects.createBucket(name);
  if (tags) bucket.tags = tags;
  return emptyReply(200, { location: `/${name}` });
}

/** Returns the tags of a new bucket. */
function readConfiguration(body: Buffer, region: string, operation: string): Tags | undefined {
  const configuration: XmlElement = body.length === 0 ? '' : readDocument(body, 'CreateBucketConfiguration');
  const constraint = text(configuration, 'LocationConstraint') ?? DEFAULT_REGION;
  if (constraint !== region) {
    throw new AwsError(
      'IllegalLocationConstraintException',
      `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to: ${region}.`,
    );
  }
  for (const element of ['Bucket', 'Location']) {
    if (child(configuration, element) !== undefined) throw notServed(operation, element);
  }
  const tags = children(child(configuration, 'Tags') ?? '', 'Tag');
  if (tags.length === 0) return undefined;
  return checkTags(
    tags.map((tag) => [text(tag, 'Key') ?? '', text(tag, 'Value') ?? '']),
    MOST_OF_BUCKET,
  );
}

function deleteBucket(bucket: Bucket, objects: ObjectStore): ServiceReply {
  if (!bucket.isEmpty) {
    const versions = bucket.versioning === undefined ? '' : ' You must delete all versions in the bucket.';
    throw new AwsError('BucketNotEmpty', `The bucket you tried to delete is not empty.${versions}`, 409);
  }
  objects.deleteBucket(bucket.name);
  return emptyReply(204);
}

function putBucketAcl({ headers }: S3Request, _bucket: Bucket): ServiceReply {
  checkAcl(headers, true);
  return emptyReply(200);
}

function setTags(bucket: Bucket, tags: Tags, status: number): ServiceReply {
  bucket.tags = tags;
  return emptyReply(status);
}

function taggingReply({ tags }: Bucket): ServiceReply {
  if (Object.keys(tags).length > 0) return documentReply('Tagging', taggingDocument(tags));
  throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404);
}

function putVersioning({ body, operation }: S3Request, bucket: Bucket): ServiceReply {
  const configuration = readDocument(body, 'VersioningConfiguration');
  const status = text(configuration, 'Status');
  if (text(configuration, 'MfaDelete') === 'Enabled') throw notServed(operation, 'MfaDelete');
  if (status !== 'Enabled' && status !== 'Suspended') {
    throw new AwsError('IllegalVersioningConfigurationException', 'The Versioning element must be specified');
  }
  bucket.versioning = status;
  return emptyReply(200);
}

function encryptionReply({ encryption: { algorithm, kmsKeyId, bucketKey = false } }: Bucket): ServiceReply {
  return documentReply('ServerSideEncryptionConfiguration', {
    Rule: {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: algorithm,
        ...(kmsKeyId !== undefined && { KMSMasterKeyID: kmsKeyId }),
      },
      BucketKeyEnabled: bucketKey,
    },
  });
}
