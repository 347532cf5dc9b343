import { App } from 'aws-cdk-lib';
import { CatalogStack } from './catalog-stack';
import { ShopStack } from './shop-stack';

const app = new App();
const catalog = new CatalogStack(app, 'ShopCatalog');
new ShopStack(app, 'Shop', {
  catalog,
  // `cdk deploy --all -c queueVersion=v2` updates the queue.
  queueVersion: app.node.tryGetContext('queueVersion') ?? 'v1',
});
