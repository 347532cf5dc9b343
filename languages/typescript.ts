import { join } from 'node:path';
import { type Language } from './language';
import { onlyFile } from './only-file';
import { run } from './run';

export const TYPESCRIPT: Language = {
  name: 'TypeScript',
  example: 'typescript',
  target: 'js',
  firstProgram: { fence: 'ts nofixture', file: 'first-program.ts', app: 'npx tsx first-program.ts' },
  programs: { npm: '--version' },

  async install(project, { packages, cdkVersion, constructsVersion }) {
    const tarball = onlyFile(join(packages, 'js'), '.tgz');
    const versions = [`aws-cdk-lib@${cdkVersion}`, `constructs@${constructsVersion}`];
    await run(['npm', 'install', '--loglevel=error', tarball, ...versions], { directory: project });
    await run(['npx', 'tsc'], { directory: project });
    return {};
  },
};
