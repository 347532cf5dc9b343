import { AwsError, type Caller } from '../../gateway/service';
import { type AccessRequest } from '../../iam/policy-document';
import { type Location } from '../../location';
import { type Behaviours } from '../behaviours';
import { type Product, type Version } from '../catalog/product';
import { type LaunchOutcome } from '../engines/launch-engine';
import { invalidParameters } from '../errors';
import { type ProvisioningRecord, type RecordType } from '../model/provisioned-product';

/** Throws AWS's error where the policies of the caller do not allow the request. */
export type AuthorizeCaller = (caller: Caller, request: AccessRequest) => void;

/**
 * The actions of Control Tower with the permissions of the caller. Which of the documented ones it needs when is not
 * known, so all are required.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-as-iam.html
 */
const ACCOUNT_ACTIONS: Readonly<Record<RecordType, readonly string[]>> = {
  PROVISION_PRODUCT: [
    's3:GetObject',
    'organizations:DescribeOrganization',
    'sso:DescribeRegisteredRegions',
    'sso-directory:SearchUsers',
    'controltower:CreateManagedAccount',
    'organizations:CreateAccount',
    'organizations:DescribeCreateAccountStatus',
    'controltower:DescribeManagedAccount',
  ],
  UPDATE_PROVISIONED_PRODUCT: [
    'sso:DescribeRegisteredRegions',
    'controltower:CreateManagedAccount',
    'controltower:DescribeManagedAccount',
  ],
  TERMINATE_PROVISIONED_PRODUCT: ['controltower:DeregisterManagedAccount', 'controltower:DescribeManagedAccount'],
};

/** The actions of Service Catalog, and of the services behind it, with the permissions of the caller. */
export class CallerPermissions {
  constructor(
    private readonly behaviours: Behaviours,
    private readonly location: Location,
    private readonly authorize: AuthorizeCaller,
  ) {}

  /** Service Catalog reads and summarizes the template of a CloudFormation product. */
  readTemplate(caller: Caller, product: Product, version: Version, launchRoleArn: string | undefined): void {
    const { callerReadsTemplate } = this.behaviours;
    if (product.kind !== 'CLOUD_FORMATION_TEMPLATE' || callerReadsTemplate === 'NEVER') return;
    if (launchRoleArn !== undefined && callerReadsTemplate !== 'ALWAYS') return;
    this.authorize(caller, { action: 'cloudformation:GetTemplateSummary', resource: '*' });
    try {
      this.authorize(caller, this.readingOf(`${product.id}/${version.id}`));
    } catch (error) {
      // CloudFormation, which reads the template, reports the denial in this way.
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameters(
        'S3 error: Access Denied\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      );
    }
  }

  /** Throws the denial where it is reported at the call. */
  admitToAccountFactory(caller: Caller, product: Product, operation: RecordType): void {
    if (this.behaviours.accountFactoryAsksCaller === 'AT_CALL') this.askForAccount(caller, product, operation);
  }

  /**
   * Returns the denial where it is reported in the record. A launch that was denied has left no account, so its
   * termination needs no permission.
   */
  denialInAccountFactory({ caller, launch, type, provisionedProduct }: ProvisioningRecord): LaunchOutcome | undefined {
    if (this.behaviours.accountFactoryAsksCaller !== 'IN_RECORD') return undefined;
    if (type === 'TERMINATE_PROVISIONED_PRODUCT' && !provisionedProduct.lastSuccessfulRecord) return undefined;
    try {
      this.askForAccount(caller, launch.product, type);
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message } = error;
      return { status: 'FAILED', error: { Code: code, Description: `${code}  ${message}` } };
    }
  }

  private askForAccount(caller: Caller, { kind }: Product, operation: RecordType): void {
    if (kind !== 'CONTROL_TOWER_ACCOUNT') return;
    for (const action of ACCOUNT_ACTIONS[operation]) this.authorize(caller, { action, resource: '*' });
  }

  private readingOf(key: string): AccessRequest {
    const { partition, account, region } = this.location;
    const action = 's3:GetObject';
    if (this.behaviours.templatesAreKept === 'WHERE_AUTHOR_PUT_THEM') {
      return { action, resource: `arn:${partition}:s3:::templates-of-the-author/${key}`, context: {} };
    }
    const context = { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' };
    return { action, resource: `arn:${partition}:s3:::sc-${account}-${region}/${key}`, context };
  }
}
