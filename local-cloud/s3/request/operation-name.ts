type Names = Readonly<Record<string, string>>;

/** The operations on a bucket, by the sub-resource in the query. */
const ON_BUCKET: Readonly<Record<string, Names>> = {
  GET: {
    abac: 'GetBucketAbac',
    accelerate: 'GetBucketAccelerateConfiguration',
    acl: 'GetBucketAcl',
    analytics: 'GetBucketAnalyticsConfiguration',
    cors: 'GetBucketCors',
    encryption: 'GetBucketEncryption',
    'intelligent-tiering': 'GetBucketIntelligentTieringConfiguration',
    inventory: 'GetBucketInventoryConfiguration',
    lifecycle: 'GetBucketLifecycleConfiguration',
    location: 'GetBucketLocation',
    logging: 'GetBucketLogging',
    metadataConfiguration: 'GetBucketMetadataConfiguration',
    metadataTable: 'GetBucketMetadataTableConfiguration',
    metrics: 'GetBucketMetricsConfiguration',
    notification: 'GetBucketNotificationConfiguration',
    'object-lock': 'GetObjectLockConfiguration',
    ownershipControls: 'GetBucketOwnershipControls',
    policy: 'GetBucketPolicy',
    policyStatus: 'GetBucketPolicyStatus',
    publicAccessBlock: 'GetPublicAccessBlock',
    replication: 'GetBucketReplication',
    requestPayment: 'GetBucketRequestPayment',
    session: 'CreateSession',
    tagging: 'GetBucketTagging',
    uploads: 'ListMultipartUploads',
    versioning: 'GetBucketVersioning',
    versions: 'ListObjectVersions',
    website: 'GetBucketWebsite',
  },
  PUT: {
    abac: 'PutBucketAbac',
    accelerate: 'PutBucketAccelerateConfiguration',
    acl: 'PutBucketAcl',
    analytics: 'PutBucketAnalyticsConfiguration',
    cors: 'PutBucketCors',
    encryption: 'PutBucketEncryption',
    'intelligent-tiering': 'PutBucketIntelligentTieringConfiguration',
    inventory: 'PutBucketInventoryConfiguration',
    lifecycle: 'PutBucketLifecycleConfiguration',
    logging: 'PutBucketLogging',
    metadataAnnotationTable: 'UpdateBucketMetadataAnnotationTableConfiguration',
    metadataInventoryTable: 'UpdateBucketMetadataInventoryTableConfiguration',
    metadataJournalTable: 'UpdateBucketMetadataJournalTableConfiguration',
    metrics: 'PutBucketMetricsConfiguration',
    notification: 'PutBucketNotificationConfiguration',
    'object-lock': 'PutObjectLockConfiguration',
    ownershipControls: 'PutBucketOwnershipControls',
    policy: 'PutBucketPolicy',
    publicAccessBlock: 'PutPublicAccessBlock',
    replication: 'PutBucketReplication',
    requestPayment: 'PutBucketRequestPayment',
    tagging: 'PutBucketTagging',
    versioning: 'PutBucketVersioning',
    website: 'PutBucketWebsite',
  },
  DELETE: {
    analytics: 'DeleteBucketAnalyticsConfiguration',
    cors: 'DeleteBucketCors',
    encryption: 'DeleteBucketEncryption',
    'intelligent-tiering': 'DeleteBucketIntelligentTieringConfiguration',
    inventory: 'DeleteBucketInventoryConfiguration',
    lifecycle: 'DeleteBucketLifecycle',
    metadataConfiguration: 'DeleteBucketMetadataConfiguration',
    metadataTable: 'DeleteBucketMetadataTableConfiguration',
    metrics: 'DeleteBucketMetricsConfiguration',
    ownershipControls: 'DeleteBucketOwnershipControls',
    policy: 'DeleteBucketPolicy',
    publicAccessBlock: 'DeletePublicAccessBlock',
    replication: 'DeleteBucketReplication',
    tagging: 'DeleteBucketTagging',
    website: 'DeleteBucketWebsite',
  },
  POST: {
    delete: 'DeleteObjects',
    metadataConfiguration: 'CreateBucketMetadataConfiguration',
    metadataTable: 'CreateBucketMetadataTableConfiguration',
  },
};

const ON_OBJECT: Readonly<Record<string, Names>> = {
  GET: {
    acl: 'GetObjectAcl',
    annotation: 'GetObjectAnnotation',
    attributes: 'GetObjectAttributes',
    'legal-hold': 'GetObjectLegalHold',
    retention: 'GetObjectRetention',
    tagging: 'GetObjectTagging',
    torrent: 'GetObjectTorrent',
    uploadId: 'ListParts',
  },
  PUT: {
    acl: 'PutObjectAcl',
    annotation: 'PutObjectAnnotation',
    encryption: 'UpdateObjectEncryption',
    'legal-hold': 'PutObjectLegalHold',
    renameObject: 'RenameObject',
    retention: 'PutObjectRetention',
    tagging: 'PutObjectTagging',
    uploadId: 'UploadPart',
  },
  DELETE: {
    annotation: 'DeleteObjectAnnotation',
    tagging: 'DeleteObjectTagging',
    uploadId: 'AbortMultipartUpload',
  },
  POST: {
    restore: 'RestoreObject',
    select: 'SelectObjectContent',
    uploadId: 'CompleteMultipartUpload',
    uploads: 'CreateMultipartUpload',
  },
};

const WITHOUT_SUB_RESOURCE: Readonly<Record<string, Names>> = {
  service: { GET: 'ListBuckets' },
  bucket: { DELETE: 'DeleteBucket', HEAD: 'HeadBucket', POST: 'PostObject', PUT: 'CreateBucket' },
  object: { DELETE: 'DeleteObject', GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject' },
};

/** Operations that differ from another one in a parameter or a header. */
const VARIANTS: Readonly<Record<string, (query: URLSearchParams, copies: boolean) => string>> = {
  GetBucketAnalyticsConfiguration: getOrList('Analytics'),
  GetBucketIntelligentTieringConfiguration: getOrList('IntelligentTiering'),
  GetBucketInventoryConfiguration: getOrList('Inventory'),
  GetBucketMetricsConfiguration: getOrList('Metrics'),
  GetObjectAnnotation: (query) => (query.has('annotationName') ? 'GetObjectAnnotation' : 'ListObjectAnnotations'),
  // Only this parameter, which SDKs send, distinguishes it from the list of all buckets.
  ListBuckets: (query) => (query.get('x-id') === 'ListDirectoryBuckets' ? 'ListDirectoryBuckets' : 'ListBuckets'),
  PutObject: (_query, copies) => (copies ? 'CopyObject' : 'PutObject'),
  UploadPart: (_query, copies) => (copies ? 'UploadPartCopy' : 'UploadPart'),
};

export interface AddressedRequest {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns the operation of the S3 API that a request is for, or undefined where there is none for its method.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function operationName({ method, bucket, key, query, headers }: AddressedRequest): string | undefined {
  if (bucket === 'WriteGetObjectResponse' && method === 'POST') return bucket;
  const name = bucket === '' ? WITHOUT_SUB_RESOURCE.service?.[method] : nameWithin(method, key, query);
  return name && (VARIANTS[name]?.(query, headers['x-amz-copy-source'] !== undefined) ?? name);
}

function nameWithin(method: string, key: string, query: URLSearchParams): string | undefined {
  const subResources = key === '' ? ON_BUCKET : ON_OBJECT;
  const names = subResources[method] ?? {};
  const named = Object.keys(names).find((subResource) => query.has(subResource));
  if (named !== undefined) return names[named];
  const ofOtherMethods = Object.values(subResources).flatMap((others) => Object.keys(others));
  if (ofOtherMethods.some((subResource) => query.has(subResource))) return undefined;
  if (key === '' && method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
  return WITHOUT_SUB_RESOURCE[key === '' ? 'bucket' : 'object']?.[method];
}

function getOrList(kind: string) {
  return (query: URLSearchParams): string =>
    query.has('id') ? `GetBucket${kind}Configuration` : `ListBucket${kind}Configurations`;
}
