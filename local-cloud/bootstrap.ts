import { type CloudFormation } from './cloudformation/cloudformation';
import { type Location } from './location';
import { type ObjectStore } from './s3/object-store';
import { type ParameterStore } from './ssm/parameter-store';

/** The name that `cdk bootstrap` gives the stack by default. */
export const TOOLKIT_STACK = 'CDKToolkit';

/** The CDK CLI refuses a bootstrap stack whose version is too old for the app. */
const BOOTSTRAP_VERSION = '30';

const VERSION_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/** Prepares the account as `cdk bootstrap` does, as far as `cdk deploy` depends on it. */
export function bootstrap(objects: ObjectStore, ssm: ParameterStore, location: Location): void {
  objects.createBucket(assetsBucket(location));
  ssm.put(VERSION_PARAMETER, BOOTSTRAP_VERSION);
}

/**
 * Creates the bootstrap stack, which takes over what `bootstrap` has prepared. It uses the logical ids of `cdk
 * bootstrap`, so that the CDK CLI finds it and can update it. It has no roles: the CLI may assume any role.
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
      // Not by Fn::GetAtt: the check of an attribute loads the specification, which would add half a second to every
      // start.
      BucketDomainName: { Value: { 'Fn::Sub': '${StagingBucket}.s3.${AWS::Region}.${AWS::URLSuffix}' } },
      BootstrapVersion: { Value: BOOTSTRAP_VERSION },
    },
  };
}

function assetsBucket({ account, region }: Location): string {
  return `cdk-hnb659fds-assets-${account}-${region}`;
}
