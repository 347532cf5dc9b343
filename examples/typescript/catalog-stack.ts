import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';
import { AlertsProduct, PartnerProduct, QueueProduct } from './products';

/** What a platform team offers: a portfolio with three products, and a role that may launch them. */
export class CatalogStack extends Stack {
  readonly portfolio: servicecatalog.Portfolio;
  readonly partner: servicecatalog.CloudFormationProduct;
  readonly alerts: servicecatalog.CloudFormationProduct;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.portfolio = new servicecatalog.Portfolio(this, 'Portfolio', {
      displayName: 'Shop platform',
      providerName: 'Platform team',
    });
    const queue = this.product('Queue', {
      v1: new QueueProduct(this, 'QueueV1', { encrypted: false }),
      v2: new QueueProduct(this, 'QueueV2', { encrypted: true }),
    });
    this.partner = this.product('Partner', { v1: new PartnerProduct(this, 'PartnerV1') });
    this.alerts = this.product('Alerts', { v1: new AlertsProduct(this, 'AlertsV1') });

    const launchRole = this.launchRole();
    this.portfolio.setLaunchRole(queue, launchRole);
    this.portfolio.setLaunchRole(this.partner, launchRole);
    this.portfolio.deployWithStackSets(this.alerts, {
      accounts: ['111122223333', '444455556666'],
      regions: ['eu-west-1', 'us-east-1'],
      adminRole: iam.Role.fromRoleName(this, 'Administrator', 'AWSCloudFormationStackSetAdministrationRole'),
      executionRoleName: 'AWSCloudFormationStackSetExecutionRole',
      allowStackSetInstanceOperations: true,
    });

    // The function of the other stack runs with this one.
    new iam.Role(this, 'Launcher', {
      roleName: 'shop-launcher',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
  }

  private product(
    name: string,
    versions: Record<string, servicecatalog.ProductStack>,
  ): servicecatalog.CloudFormationProduct {
    const product = new servicecatalog.CloudFormationProduct(this, name, {
      productName: name,
      owner: 'Platform team',
      productVersions: Object.entries(versions).map(([productVersionName, template]) => ({
        productVersionName,
        cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(template),
      })),
    });
    this.portfolio.addProduct(product);
    return product;
  }

  /** Does what those who launch a product cannot. */
  private launchRole(): iam.Role {
    const role = new iam.Role(this, 'LaunchRole', {
      assumedBy: new iam.ServicePrincipal('servicecatalog.amazonaws.com'),
      managedPolicies: ['AmazonSQSFullAccess', 'AmazonEventBridgeFullAccess', 'SecretsManagerReadWrite'].map((name) =>
        iam.ManagedPolicy.fromAwsManagedPolicyName(name),
      ),
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          'cloudformation:CreateStack',
          'cloudformation:DeleteStack',
          'cloudformation:DescribeStackEvents',
          'cloudformation:DescribeStacks',
          'cloudformation:GetTemplateSummary',
          'cloudformation:SetStackPolicy',
          'cloudformation:UpdateStack',
          'cloudformation:ValidateTemplate',
        ],
        resources: ['*'],
      }),
    );
    return role;
  }
}
