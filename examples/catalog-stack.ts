import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { Construct } from 'constructs';

/** What a platform team offers: three products in a portfolio, launched by a role that can do what their users cannot. */
export class CatalogStack extends Stack {
  readonly portfolio: servicecatalog.Portfolio;
  readonly network: servicecatalog.CloudFormationProduct;
  readonly database: servicecatalog.CloudFormationProduct;
  readonly bucket: servicecatalog.CloudFormationProduct;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'A portfolio with a network, a database and a bucket' });

    this.portfolio = new servicecatalog.Portfolio(this, 'Portfolio', {
      displayName: 'Shop platform',
      providerName: 'Platform team',
    });
    this.network = this.product('Network', [
      { productVersionName: 'v1', cloudFormationTemplate: template('network-v1.yaml') },
      { productVersionName: 'v2', cloudFormationTemplate: template('network-v2.yaml') },
    ]);
    this.database = this.product('Database', [
      { productVersionName: 'v1', cloudFormationTemplate: template('database.yaml') },
    ]);
    this.bucket = this.product('Bucket', [
      { productVersionName: 'v1', cloudFormationTemplate: template('bucket.yaml') },
    ]);

    const launchRole = this.launchRole();
    for (const product of [this.network, this.database, this.bucket]) {
      this.portfolio.addProduct(product);
      this.portfolio.setLaunchRole(product, launchRole);
    }
  }

  private product(
    name: string,
    productVersions: servicecatalog.CloudFormationProductVersion[],
  ): servicecatalog.CloudFormationProduct {
    return new servicecatalog.CloudFormationProduct(this, name, {
      productName: name,
      owner: 'Platform team',
      productVersions,
    });
  }

  private launchRole(): iam.Role {
    const role = new iam.Role(this, 'LaunchRole', {
      assumedBy: new iam.ServicePrincipal('servicecatalog.amazonaws.com'),
      managedPolicies: ['AmazonVPCFullAccess', 'AmazonRDSFullAccess', 'AmazonS3FullAccess'].map((policy) =>
        iam.ManagedPolicy.fromAwsManagedPolicyName(policy),
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

function template(file: string): servicecatalog.CloudFormationTemplate {
  return servicecatalog.CloudFormationTemplate.fromAsset(join(__dirname, 'products', file));
}
