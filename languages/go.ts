import { join } from 'node:path';
import { type Language } from './language';
import { run } from './run';

const MODULE = 'github.com/cdk-provisioned-product/cdk-provisioned-product-go/cdkprovisionedproduct';

/** What is compiled of aws-cdk-lib takes the most time; it is kept where the go command keeps everything. */
export const GO: Language = {
  name: 'Go',
  example: 'go',
  target: 'go',
  firstProgram: { fence: 'go', file: 'first/main.go', app: 'go run ./first' },
  programs: { go: 'version' },

  async install(project, { packages }) {
    const replacement = `${MODULE}=${join(packages, 'go/cdkprovisionedproduct')}`;
    await run(['go', 'mod', 'edit', `-replace=${replacement}`], { directory: project });
    await run(['go', 'mod', 'tidy'], { directory: project });
    await run(['go', 'vet', '.'], { directory: project });
    return {};
  },
};
