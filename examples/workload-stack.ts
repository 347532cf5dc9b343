import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';
import { CatalogProduct, ProductVersion, ProvisionedProduct, SecretParameter } from '../src';

export interface WorkloadStackProps {
  readonly catalog: CatalogStack;
  readonly networkVersion: string;
  /** GiB */
  readonly databaseStorage: string;
}

/** What a product team declares: a network, a database in that network, a bucket, and what is made of their outputs. */
export class WorkloadStack extends Stack {
  constructor(scope: Construct, id: string, props: WorkloadStackProps) {
    super(scope, id, { description: 'Provisioned products of Service Catalog beside ordinary resources' });
    const { catalog } = props;
    const { portfolio } = catalog;

    const network = new ProvisionedProduct(this, 'Network', {
      product: CatalogProduct.fromProduct(catalog.network),
      version: ProductVersion.fromName(props.networkVersion),
      portfolio,
      parameters: { Cidr: '10.20.0.0/16', Environment: 'dev' },
    });

    const password = new secretsmanager.Secret(this, 'DatabaseLogin', {
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: 'shop' }),
        generateStringKey: 'password',
        excludePunctuation: true,
      },
    });
    const database = new ProvisionedProduct(this, 'Database', {
      product: CatalogProduct.fromProduct(catalog.database),
      portfolio,
      parameters: {
        VpcId: network.getOutput('VpcId'),
        SubnetIds: network.getOutput('PrivateSubnetIds'),
        AllowedCidr: network.getOutput('VpcCidr'),
        Storage: props.databaseStorage,
      },
      secretParameters: { Password: SecretParameter.fromSecretsManager(password, { jsonField: 'password' }) },
    });

    const bucket = new ProvisionedProduct(this, 'Uploads', {
      product: CatalogProduct.fromProduct(catalog.bucket),
      portfolio,
      parameters: { ExpirationDays: '30' },
    });

    // Outputs are tokens: they go wherever a string goes.
    new ssm.StringParameter(this, 'DatabaseEndpoint', {
      parameterName: '/shop/database-endpoint',
      stringValue: database.getOutput('Endpoint'),
    });
    new CfnOutput(this, 'VpcId', { value: network.getOutput('VpcId') });
    new CfnOutput(this, 'UploadsBucket', { value: bucket.getOutput('BucketName') });

    Tags.of(this).add('team', 'shop');
    Tags.of(database).add('data-class', 'confidential');
  }
}
