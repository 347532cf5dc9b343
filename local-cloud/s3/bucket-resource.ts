import { type Bucket, type DefaultEncryption } from './bucket';
import { isBucketName } from './bucket-name';
import { type ObjectStore } from './object-store';
import { newPhysicalId } from '../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';
import { AwsError } from '../gateway/service';
import { type Location } from '../location';

interface BucketProperties {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly VersioningConfiguration?: { readonly Status?: string };
  readonly BucketEncryption?: { readonly ServerSideEncryptionConfiguration?: readonly EncryptionRule[] };
}

interface EncryptionRule {
  readonly BucketKeyEnabled?: boolean | string;
  readonly ServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
}

/** `AWS::S3::Bucket`. Of its properties the name, versioning, tags and encryption have an effect. */
export class BucketResource implements ResourceHandler {
  readonly identifierProperties = ['BucketName'];
  private created = 0;

  constructor(
    private readonly objects: ObjectStore,
    private readonly location: Location,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const name = newPhysicalId(request, this.created++, this.location);
    if (/[A-Z]/.test(name)) throw new ResourceRefusal('Bucket name should not contain uppercase characters');
    if (!isBucketName(name)) throw new ResourceRefusal(`The specified bucket is not valid. (${name})`);
    if (this.objects.bucket(name)) throw new ResourceRefusal(`${name} already exists`);
    return this.configure(this.objects.createBucket(name), request.properties);
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { properties, oldProperties, physicalId } = request;
    if (properties.BucketName !== oldProperties.BucketName) return this.create(request);
    const bucket = this.objects.bucket(physicalId);
    if (bucket === undefined) {
      throw new AwsError(
        'NotFound',
        `Resource of type 'AWS::S3::Bucket' with identifier '${physicalId}' was not found.`,
      );
    }
    return this.configure(bucket, properties);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    const bucket = this.objects.bucket(physicalId);
    if (bucket && !bucket.isEmpty) {
      const versions = bucket.versioning === undefined ? '' : ' You must delete all versions in the bucket.';
      throw new AwsError(
        'BucketNotEmpty',
        `The bucket you tried to delete is not empty.${versions} (${physicalId})`,
        409,
      );
    }
    this.objects.deleteBucket(physicalId);
  }

  async importExisting({ identifier }: { readonly identifier: Properties }): Promise<ResourceResult> {
    const name = String(identifier.BucketName);
    const bucket = this.objects.bucket(name);
    if (bucket === undefined) throw new ResourceRefusal(`The specified bucket does not exist (${name})`);
    return this.resultOf(bucket);
  }

  createOnlyProperties(): readonly string[] {
    return ['BucketName'];
  }

  private configure(bucket: Bucket, properties: BucketProperties): ResourceResult {
    const enabled = properties.VersioningConfiguration?.Status === 'Enabled';
    if (enabled || bucket.versioning !== undefined) bucket.versioning = enabled ? 'Enabled' : 'Suspended';
    bucket.tags = Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    bucket.encryption = defaultEncryption(properties);
    return this.resultOf(bucket);
  }

  private resultOf({ name }: Bucket): ResourceResult {
    const { partition, region } = this.location;
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:${partition}:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
      },
    };
  }
}

function defaultEncryption({ BucketEncryption }: BucketProperties): DefaultEncryption {
  const [rule] = BucketEncryption?.ServerSideEncryptionConfiguration ?? [];
  const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = rule?.ServerSideEncryptionByDefault ?? {};
  return { algorithm: SSEAlgorithm, kmsKeyId: KMSMasterKeyID, bucketKey: String(rule?.BucketKeyEnabled) === 'true' };
}
