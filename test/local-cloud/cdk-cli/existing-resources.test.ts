import { CfnElement, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnCloudFormationProvisionedProduct } from 'aws-cdk-lib/aws-servicecatalog';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { CdkProject, SEVERAL_COMMANDS } from './project';
import { productTemplate } from '../../scenarios/product-template';

jest.setTimeout(SEVERAL_COMMANDS);

let project: CdkProject;

beforeEach(async () => {
  project = await CdkProject.open();
});

afterEach(async () => project.close());

const withParameter = (stack: Stack) => {
  new CfnParameter(stack, 'Parameter', { name: '/shop', type: 'String', value: 'one' });
};

test('imports a bucket, and orphans it again', async () => {
  const { cloud } = project;
  await project.app(withParameter);
  await project.cdk('deploy');
  cloud.objects.createBucket('photos');
  let logicalId = '';
  await project.app((stack) => {
    withParameter(stack);
    const photos = new Bucket(stack, 'Photos', { bucketName: 'photos', removalPolicy: RemovalPolicy.DESTROY });
    logicalId = stack.getLogicalId(photos.node.defaultChild as CfnElement);
  });
  const resources = () => cloud.cloudFormation.stack('Shop')?.resources;

  const mapping = JSON.stringify({ [logicalId]: { BucketName: 'photos' } });
  await project.cdk('import', '--force', '--resource-mapping-inline', mapping);
  expect(project.statusOf()).toBe('IMPORT_COMPLETE');
  expect(resources()?.get(logicalId)?.physicalId).toBe('photos');
  expect(await project.cdk('diff')).toContain('Number of stacks with differences: 0');

  await project.cdk('orphan', 'Shop/Photos', '--unstable=orphan', '--yes');
  expect([...(resources()?.keys() ?? [])]).toEqual(['Parameter']);
  expect(cloud.objects.bucket('photos')).toBeDefined();
});

test('orphans the native provisioned product, imports it again, and terminates it with the stack', async () => {
  const { cloud } = project;
  const { catalog, store } = cloud.serviceCatalog;
  const portfolio = catalog.createPortfolio({ displayName: 'Platform', providerName: 'Platform team' });
  catalog.associatePrincipal(portfolio.id, cloud.callers.administrator.principalArn, 'IAM');
  const product = catalog.createProduct({ name: 'Network', owner: 'Platform team' });
  catalog.addVersion(product.id, { name: 'v1', template: productTemplate() });
  catalog.associateProduct(portfolio.id, product.id);
  await cloud.clock.sleep(10_000); // access spreads
  let logicalId = '';
  await project.app((stack) => {
    withParameter(stack);
    const network = new CfnCloudFormationProvisionedProduct(new Construct(stack, 'Network'), 'Resource', {
      productId: product.id,
      provisioningArtifactName: 'v1',
    });
    logicalId = stack.getLogicalId(network);
  });
  const resource = () => cloud.cloudFormation.stack('Shop')?.resources.get(logicalId);
  await project.cdk('deploy');
  const [launched] = store.present;

  await project.cdk('orphan', 'Shop/Network', '--unstable=orphan', '--yes');
  expect(resource()).toBeUndefined();

  const mapping = JSON.stringify({ [logicalId]: { ProvisionedProductId: launched?.id } });
  await project.cdk('import', '--force', '--resource-mapping-inline', mapping);
  expect(project.statusOf()).toBe('IMPORT_COMPLETE');
  expect(resource()?.physicalId).toBe(launched?.id);
  // The CLI imports with DeletionPolicy Retain; the app has none.
  await project.cdk('deploy');
  expect(launched?.records).toHaveLength(1);

  await project.cdk('destroy', '--force');
  expect(store.present).toEqual([]);
});
