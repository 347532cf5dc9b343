import { CfnOutput, Stack } from 'aws-cdk-lib';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { BROKEN, brokenTemplate } from './product-template';
import { seconds, World } from './world';
import { CatalogProduct, ProductVersion } from '../../src';

let world: World;

beforeEach(async () => {
  world = await World.start();
  world.catalog.associatePrincipal(world.portfolioId, world.cloud.callers.administrator.principalArn, 'IAM');
  await world.settle(seconds(10)); // access spreads
});

afterEach(() => world.stop());

interface Declaration {
  readonly version?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly name?: string;
}

/** The same product by the construct of this library and by the native resource. */
function deploySideBySide({ version = 'v1', parameters = {}, name }: Declaration = {}) {
  return world.deploy((stack, portfolio) => {
    const own = world.declareNetwork(stack, portfolio, { version: ProductVersion.fromName(version), parameters });
    output(stack, 'Own', own.getOutput('Cidr'));
    output(stack, 'OwnId', own.provisionedProductId);
    output(stack, 'OwnStack', own.cloudFormationStackArn);
    const native = declareNative(stack, { version, parameters, name });
    output(stack, 'Native', native.getAtt('Outputs.Cidr').toString());
    output(stack, 'NativeId', native.ref);
    output(stack, 'NativeStack', native.attrCloudformationStackArn);
    output(stack, 'NativeRecord', native.attrRecordId);
  });
}

function declareNative(stack: Stack, { version = 'v1', parameters = {}, name }: Declaration = {}) {
  return new servicecatalog.CfnCloudFormationProvisionedProduct(stack, 'NativeProduct', {
    productId: world.networkId,
    provisioningArtifactName: version,
    provisionedProductName: name,
    provisioningParameters: Object.entries(parameters).map(([key, value]) => ({ key, value })),
    tags: [{ key: 'team', value: 'data' }],
  });
}

function output(stack: Stack, id: string, value: string): void {
  new CfnOutput(stack, id, { value });
}

function outputs(): Record<string, string> {
  const stack = world.cloud.cloudFormation.stack('web');
  return Object.fromEntries((stack?.outputs ?? []).map(({ key, value }) => [key, value]));
}

test('both launch, update in place and terminate, and give the same outputs', async () => {
  expect(await deploySideBySide({ parameters: { Cidr: '10.1.0.0/16' } })).toMatchObject({ status: 'SUCCEEDED' });
  const made = outputs();
  expect(made.Native).toBe(made.Own);
  const launched = world.present.map(({ id, physicalId, records, launch }) => [
    id,
    physicalId,
    records[0]?.id,
    launch.tags.team,
  ]);
  expect(launched).toContainEqual([made.NativeId, made.NativeStack, made.NativeRecord, 'data']);
  expect(launched).toContainEqual([made.OwnId, made.OwnStack, expect.anything(), undefined]);

  expect(await deploySideBySide({ parameters: { Cidr: '10.2.0.0/16' } })).toMatchObject({ status: 'SUCCEEDED' });
  expect(outputs()).toMatchObject({
    Own: '10.2.0.0/16',
    Native: '10.2.0.0/16',
    OwnId: made.OwnId,
    NativeId: made.NativeId,
  });

  expect(await world.destroy()).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toEqual([]);
});

test('another name replaces the product of the native resource', async () => {
  await deploySideBySide({ name: 'one' });
  const { NativeId } = outputs();
  expect(await deploySideBySide({ name: 'two' })).toMatchObject({ status: 'SUCCEEDED' });
  expect(outputs().NativeId).not.toBe(NativeId);
  expect(world.present.map(({ name }) => name)).toContain('two');
  expect(world.present).toHaveLength(2);
});

test('a failed first launch of the native resource stays in ERROR, ours is terminated', async () => {
  world.addVersion(world.networkId, 'broken', brokenTemplate());
  const native = await world.deploy((stack) => declareNative(stack, { version: 'broken', name: 'left' }));
  expect(native.status).toBe('FAILED');
  expect(world.reasonOf('Native')).toMatch(
    /^Resource handler returned message: ".*" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/,
  );
  expect(world.reasonOf('Native')).toContain(BROKEN);
  expect(world.present.map(({ name, state }) => [name, state.status])).toEqual([['left', 'ERROR']]);

  const again = await world.deploy((stack) => declareNative(stack, { name: 'left' }));
  expect(again.status).toBe('FAILED');
  expect(world.reasonOf('Native')).toContain('A stack named left already exists.');

  await world.deployNetwork({ version: ProductVersion.fromName('broken') }, undefined, {});
  expect(world.present).toHaveLength(1);
});

test('a failed update of both is rolled back', async () => {
  await deploySideBySide({ parameters: { Cidr: '10.1.0.0/16' } });
  world.addVersion(world.networkId, 'broken', brokenTemplate());
  expect(await deploySideBySide({ version: 'broken' })).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(world.present.map(({ state }) => state.status)).toEqual(['AVAILABLE', 'AVAILABLE']);
  expect(outputs()).toMatchObject({ Own: '10.1.0.0/16', Native: '10.1.0.0/16' });
});

test('fails for the native resource if the deployer has no access, and needs no removal', async () => {
  world.catalog.disassociatePrincipal(world.portfolioId, world.cloud.callers.administrator.principalArn);
  const deployed = await world.deploy((stack) => declareNative(stack));
  expect(deployed.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(world.reasonOf('Native')).toMatch(
    /"No launch paths found for resource: prod-\w+".*HandlerErrorCode: NotFound/,
  );
  const own = await world.deploy((stack, portfolio) => {
    world.declareNetwork(stack, portfolio, { product: CatalogProduct.fromName('Network') });
  });
  expect(own.status).toBe('SUCCEEDED');
});

test('fails for the native resource with CloudFormation’s message, ours adds Service Catalog’s', async () => {
  const deployed = await world.deploy((stack) => {
    const native = declareNative(stack);
    native.addPropertyOverride('ProductName', 'Network');
  });
  expect(deployed.status).toBe('FAILED');
  expect(world.reasonOf('Native')).toMatch(
    /"Invalid request provided: AWS::ServiceCatalog::CloudFormationProvisionedProduct\. Service Catalog says: Only one of ProductId and ProductName can be specified, not both\."/,
  );
});

test('fails for the native resource when its product is gone, and ours is launched again', async () => {
  await world.deploy((stack) => declareNative(stack), 'native');
  await world.deployNetwork();
  for (const { id } of world.present) world.outOfBand.terminate(id);
  await world.settle(seconds(60));
  const parameters = { Cidr: '10.3.0.0/16' };
  const native = await world.deploy((stack) => declareNative(stack, { parameters }), 'native');
  expect(native.status).toBe('FAILED');
  expect(world.reasonOf('Native', 'native')).toContain('HandlerErrorCode: NotFound');
  expect(await world.deployNetwork({ parameters })).toMatchObject({ status: 'SUCCEEDED' });
  expect(world.present).toHaveLength(1);
});

test('a stack imports no provisioned product that does not exist', async () => {
  const imported = await world.cloud.cloudFormation.beginImport({
    stackName: world.cloud.cloudFormation.reviewStack({ stackName: 'imported' }).stackName,
    templateBody: JSON.stringify({
      Resources: {
        Network: {
          Type: 'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
          DeletionPolicy: 'Retain',
          Properties: { ProductId: world.networkId, ProvisioningArtifactName: 'v1' },
        },
      },
    }),
    parameters: {},
    resourcesToImport: new Map([['Network', { ProvisionedProductId: 'pp-aaaaaaaaaaaaa' }]]),
  }).ended;

  expect(imported.reason).toContain('Provisioned product pp-aaaaaaaaaaaaa not found');
});
