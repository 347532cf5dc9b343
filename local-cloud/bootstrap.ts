import { type CloudFormation } from './cloudformation/cloudformation';
import { type Location } from './location';
import { type ObjectStore } from './s3/object-store';
import { type ParameterStore } from './ssm/parameter-store';

/** As `cdk bootstrap` calls it, unless it is told otherwise. */
export const TOOLKIT_STACK = 'CDKToolkit';

/** The version of the bootstrap stack; the CDK CLI refuses one that is too old for the app. */
const BOOTSTRAP_VERSION = '30';

const VERSION_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/** What `cdk bootstrap` leaves in an account, as far as `cdk deploy` asks for it. */
export function bootstrap(objects: ObjectStore, ssm: ParameterStore, location: Location): void {
  objects.createBucket(assetsBucket(location));
  ssm.put(VERSION_PARAMETER, BOOTSTRAP_VERSION);
}

/**
 * Puts the stack over it that owns it: the first half of the stack of `cdk bootstrap`, under the same logical ids, so that
 * the CDK CLI finds it, and brings it up to date where somebody bootstraps. It has no roles: the CLI may assume any.
 */
export async function createToolkitStack(cloudFormation: CloudFormation): Promise<void> {
  const bucket = assetsBucket(cloudFormation.location);
  cloudFormation.reviewStack({ stackName: TOOLKIT_STACK });
  await cloudFormation.beginImport({
    stackName: TOOLKIT_STACK,
    templateBody: JSON.stringify(toolkitTemplate(bucket)),
    parameters: {},
    resourcesToImport: new Map([
      ['StagingBucket', { BucketName: bucket }],
      ['CdkBootstrapVersion', { Name: VERSION_PARAMETER }],
    ]),
  }).ended;
}

/** @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html#bootstrapping-contract */
function toolkitTemplate(bucket: string): object {
  return {
    Description: 'What an account needs for cdk deploy; bootstrap it to have the roles, too',
    Parameters: { Qualifier: { Type: 'String', Default: 'hnb659fds' } },
    Resources: {
      StagingBucket: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { BucketName: bucket },
      },
      CdkBootstrapVersion: {
        Type: 'AWS::SSM::Parameter',
        DeletionPolicy: 'Delete',
        Properties: { Type: 'String', Name: VERSION_PARAMETER, Value: BOOTSTRAP_VERSION },
      },
    },
    Outputs: {
      BucketName: { Value: { Ref: 'StagingBucket' } },
      // Not by Fn::GetAtt: to check an attribute takes the specification, which takes half a second of every start.
      BucketDomainName: { Value: { 'Fn::Sub': '${StagingBucket}.s3.${AWS::Region}.${AWS::URLSuffix}' } },
      BootstrapVersion: { Value: BOOTSTRAP_VERSION },
    },
  };
}

function assetsBucket({ account, region }: Location): string {
  return `cdk-hnb659fds-assets-${account}-${region}`;
}
