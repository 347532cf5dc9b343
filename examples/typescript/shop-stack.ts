import { CfnOutput, Fn, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  CatalogProduct,
  LaunchPath,
  ProductVersion,
  ProvisionedProduct,
  ProvisionedProductProvider,
  SecretParameter,
} from 'cdk-provisioned-product';
import { Construct } from 'constructs';
import { CatalogStack } from './catalog-stack';

export interface ShopStackProps {
  readonly catalog: CatalogStack;
  readonly queueVersion: string;
}

/** What a product team declares: three provisioned products, and what is made of their outputs. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props: ShopStackProps) {
    super(scope, id);
    const { alerts, partner, portfolio } = props.catalog;

    // A product by its name, launched by the provider that the stack makes by itself.
    const orders = new ProvisionedProduct(this, 'Orders', {
      product: CatalogProduct.fromName('Queue'),
      version: ProductVersion.fromName(props.queueVersion),
      portfolio,
      parameters: { RetentionSeconds: '86400' },
    });

    // A product by its construct, with a secret, launched by a provider with a role that exists already.
    const apiKey = new secretsmanager.Secret(this, 'ApiKey', { removalPolicy: RemovalPolicy.DESTROY });
    const provider = new ProvisionedProductProvider(this, 'Provider', {
      role: iam.Role.fromRoleName(this, 'Launcher', 'shop-launcher'),
    });
    const connection = new ProvisionedProduct(this, 'Connection', {
      product: CatalogProduct.fromProduct(partner),
      portfolio,
      launchPath: LaunchPath.fromName('Shop platform'),
      parameters: { ReplyTo: orders.getOutput('QueueUrl') },
      secretParameters: { ApiKey: SecretParameter.fromSecretsManager(apiKey) },
      tags: { 'data-class': 'confidential' },
      provider,
    });

    // A product that is deployed to accounts and Regions of its stack set constraint.
    new ProvisionedProduct(this, 'Alerts', {
      product: CatalogProduct.fromProduct(alerts),
      portfolio,
      stackSetPreferences: {
        accounts: ['111122223333', '444455556666'],
        regions: ['eu-west-1'],
        failureToleranceCount: 0,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    // A product of another app.
    const network = ProvisionedProduct.fromProvisionedProductAttributes(this, 'Network', {
      provisionedProductId: 'pp-abcdefghijklm',
      outputs: { SubnetIds: 'subnet-11111111,subnet-22222222' },
    });

    // Outputs are tokens: they go wherever a string goes.
    new ssm.StringParameter(this, 'OrdersQueue', {
      parameterName: '/shop/orders-queue',
      stringValue: orders.getOutput('QueueUrl'),
    });
    new CfnOutput(this, 'ConnectionArn', { value: connection.getOutput('ConnectionArn') });
    new CfnOutput(this, 'FirstSubnet', { value: Fn.select(0, network.getOutputAsList('SubnetIds')) });

    Tags.of(this).add('team', 'shop');
  }
}
