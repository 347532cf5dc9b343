import * as iam from 'aws-cdk-lib/aws-iam';

const OBSERVING_ACTIONS = ['servicecatalog:DescribeProvisionedProduct', 'servicecatalog:ListRecordHistory'];

const MANAGING_ACTIONS = [
  'servicecatalog:DescribeRecord',
  'servicecatalog:ListStackInstancesForProvisionedProduct',
  'servicecatalog:TerminateProvisionedProduct',
  'servicecatalog:UpdateProvisionedProduct',
];

/**
 * What the function does with provisioned products, and what it reads of products and portfolios.
 *
 * `accountLevel` and `roleLevel` are for actions on provisioned products and records; a statement that asks for one denies
 * all other actions. Whether a name is taken, and who has changed a product since, must be seen of all.
 * The reads have no resource: a product that is asked for by its name has no ARN to compare.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsservicecatalog.html
 */
export function serviceCatalogStatements(managesOwnOnly: boolean): iam.PolicyStatement[] {
  const ofOwner = (level: string, actions: string[]) =>
    new iam.PolicyStatement({
      actions,
      resources: ['*'],
      conditions: { StringEquals: { [`servicecatalog:${level}`]: 'self' } },
    });
  return [
    ...(managesOwnOnly
      ? [ofOwner('accountLevel', OBSERVING_ACTIONS), ofOwner('roleLevel', MANAGING_ACTIONS)]
      : [ofOwner('accountLevel', [...OBSERVING_ACTIONS, ...MANAGING_ACTIONS].sort())]),
    new iam.PolicyStatement({
      actions: [
        'servicecatalog:DescribePortfolio',
        'servicecatalog:DescribeProduct',
        'servicecatalog:DescribeProvisioningParameters',
        'servicecatalog:GetProvisionedProductOutputs',
        'servicecatalog:ListLaunchPaths',
        'servicecatalog:ListPortfoliosForProduct',
        'servicecatalog:ListProvisionedProductPlans',
        'servicecatalog:ListProvisioningArtifacts',
        'servicecatalog:SearchProducts',
      ],
      resources: ['*'],
    }),
  ];
}

/**
 * What the Account Factory of AWS Control Tower does with the permissions of whoever launches it.
 *
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-as-iam.html
 */
export const ACCOUNT_FACTORY_ACTIONS: readonly string[] = [
  'controltower:CreateManagedAccount',
  'controltower:DeregisterManagedAccount',
  'controltower:DescribeManagedAccount',
  'organizations:CreateAccount',
  'organizations:DescribeCreateAccountStatus',
  'organizations:DescribeOrganization',
  's3:GetObject',
  'sso:*',
  'sso-directory:*',
];

/**
 * Service Catalog reads the template of a product with the permissions of whoever asks for its parameters or launches it:
 * surely where there is no launch constraint, and AWS's own policies for callers of products that have one grant it, too.
 * Only Service Catalog's own copies of templates bear the tag.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/constraints-launch.html
 */
export function templateStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['cloudformation:GetTemplateSummary'], resources: ['*'] }),
    new iam.PolicyStatement({
      actions: ['s3:GetObject'],
      resources: ['*'],
      conditions: { StringEquals: { 's3:ExistingObjectTag/servicecatalog:provisioning': 'true' } },
    }),
  ];
}
