import type { awscdk } from 'projen';

/** Fields of package.json that users need as little as what reads them. */
const ONLY_HERE = ['scripts', 'devDependencies', 'overrides', 'allowScripts', 'devEngines', 'jest', '//'];
const NOT_PUBLISHED = ['/docs/', '/API.md', '/CONTRIBUTING.md', '/SECURITY.md', '/.ci/', '/knip.json'];
const TARBALL = 'dist/js/*.tgz';

/** What is in the published package, and what can be imported from it. */
export function configurePublishedPackage(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('type', 'commonjs');
  // The rest of `lib` is private. jsii reads the assembly of a dependency, and tools of npm its package.json.
  project.package.addField('exports', {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
  });
  for (const path of NOT_PUBLISHED) project.addPackageIgnore(path);

  // PyPI refuses the address of the repository as npm wants it, so it is npm's only where it is packed.
  const prepack = `mkdir -p dist && cp package.json dist && npm pkg fix && npm pkg delete ${ONLY_HERE.join(' ')}`;
  project.package.setScript('prepack', prepack);
  project.package.setScript('postpack', 'mv dist/package.json .');
  // Workflows run no scripts of what they install, but these.
  const packaging = project.tasks.all.filter(({ name }) => name.startsWith('package:'));
  for (const task of packaging) task.env('npm_config_ignore_scripts', 'false');

  project.addTask('check-package', {
    description: 'Check the package that `package:js` made as its users install it',
    steps: [
      { exec: `publint run --strict ${TARBALL}` },
      // The assembly is for jsii, no module.
      { exec: `attw ${TARBALL} --exclude-entrypoints .jsii` },
      { exec: `tsx supply-chain/published-package.ts ${TARBALL}` },
    ],
  });
}
