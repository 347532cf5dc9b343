import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CatalogStack } from './catalog-stack';
import { OPTIONS, readCommandLine, run } from '../local-cloud/command-line';
import { serve } from '../local-cloud/serve';

const USAGE = `Serves a local cloud with the catalog of the example app until it is interrupted.

${OPTIONS}`;

run(async () => {
  const options = readCommandLine();
  if (!options) return console.log(USAGE);
  if (options.app !== undefined) throw new Error('the app is the example here; `npm run local-cloud` takes --app');
  const outdir = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  try {
    const app = new App({ outdir });
    new CatalogStack(app, 'ShopCatalog');
    app.synth();
    await serve({ ...options, app: outdir });
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
});
