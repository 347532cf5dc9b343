import { App } from 'aws-cdk-lib';
import { CatalogStack } from './catalog-stack';
import { WorkloadStack } from './workload-stack';

const app = new App();
const catalog = new CatalogStack(app, 'ShopCatalog');

// Each knob can be turned on the command line: `cdk deploy --all -c networkVersion=v2 -c databaseStorage=50`.
const context = (name: string): string | undefined => app.node.tryGetContext(name) as string | undefined;
new WorkloadStack(app, 'Shop', {
  catalog,
  networkVersion: context('networkVersion') ?? 'v1',
  databaseStorage: context('databaseStorage') ?? '20',
});
