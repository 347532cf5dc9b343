import type { javascript } from 'projen';

/** Rules of folders whose imports run one way, by the zones of `import/no-restricted-paths`. */
function importRules(zones: readonly object[]): Record<string, unknown[]> {
  return {
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', { zones }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'max-lines-per-function': ['error', { max: 60 }],
  };
}
/** The folders of the function, in the order of its imports: each takes only from those that follow. */
const LAMBDA_FOLDERS = [
  'handlers',
  'operations',
  'provisioned-product',
  'catalog',
  'secrets',
  'ordering',
  'step',
  'response',
  'request',
  'aws',
  'messages',
];
const ENTRIES = ['advance', 'give-up', 'index', 'receive', 'reject', 'settings'].map((name) => `./lambda/${name}.ts`);

/**
 * Zones of `import/no-restricted-paths` for what lies in a folder, in the order of its imports: each takes only from those that
 * follow.
 */
function importOrder(folder: string, ...members: readonly string[]): object[] {
  const paths = members.map((member) => `./${folder}/${member}`);
  return paths.slice(1).map((target, index) => ({ target, from: paths.slice(0, index + 1) }));
}

/** Which folders may import which other ones, in the order of their imports. */
export function importOrders(topFolders: readonly string[]): javascript.EslintOverride[] {
  /** Each top folder stands alone, but for what it is said to take. */
  const paths = topFolders.map((folder) => `./${folder}`);
  /** Everything at the top but these. */
  const others = (...folders: readonly string[]): string[] =>
    paths.filter((folder) => !folders.includes(folder.slice('./'.length)));
  return [
    {
      files: ['lambda/**/*.ts'],
      rules: importRules(
        LAMBDA_FOLDERS.map((folder, index) => ({
          target: `./lambda/${folder}`,
          from: [...ENTRIES, ...LAMBDA_FOLDERS.slice(0, index).map((above) => `./lambda/${above}`)],
        })),
      ),
    },
    {
      files: ['local-cloud/**/*.ts'],
      rules: importRules([
        { target: './local-cloud', from: paths.filter((folder) => folder !== './local-cloud') },
        ...importOrder(
          'local-cloud',
          ...['main.ts', 'command-line.ts', 'serve.ts', 'client-environment.ts', 'cloud-assembly', 'local-cloud.ts'],
          'local-cloud-options.ts',
          ...[
            'bootstrap.ts',
            'secure-reference.ts',
            'service-catalog',
            'step-functions',
            'ec2',
            'sts',
            'lambda',
            'ssm',
          ],
          ...['cloudwatch-logs', 'iam', 's3', 'secrets-manager', 'cloudformation', 'query-protocol', 'gateway'],
          ...['faults', 'clock', 'location.ts', 'deterministic-id.ts'],
        ),
        ...importOrder(
          'local-cloud/cloudformation',
          ...['api', 'cloudformation.ts', 'planning', 'deployment', 'resource-deployment', 'custom-resource'],
          ...['stacks', 'resource-handlers', 'specification', 'template'],
        ),
        ...importOrder(
          'local-cloud/service-catalog',
          ...['service-catalog.ts', 'out-of-band-changes.ts', 'resources', 'operations', 'service-context.ts'],
          ...['records', 'launch', 'engines', 'request', 'model', 'catalog', 'behaviours.ts', 'errors.ts'],
        ),
        ...importOrder('local-cloud/gateway', 'gateway.ts', 'route.ts', 'authentication', 'service.ts'),
        ...importOrder(
          'local-cloud/lambda',
          ...['resources', 'lambda-api.ts', 'functions.ts', 'execution-environment.ts', 'python', 'node', 'program.ts'],
        ),
        ...importOrder('local-cloud/s3', 's3.ts', 'operations', 'request', 'object-store.ts', 'bucket.ts'),
      ]),
    },
    {
      files: ['simulation/**/*.ts', 'terminal/**/*.ts'],
      rules: importRules([
        { target: './terminal', from: others('terminal') },
        { target: './simulation', from: others('simulation', 'src', 'lambda', 'local-cloud', 'terminal') },
        // Of the function, the judges may know the messages, and whoever forges a step may know its shape.
        { target: ['./simulation/history', './simulation/invariants'], from: './lambda', except: ['./messages'] },
        { target: './simulation/random', from: './lambda', except: ['./step'] },
        { target: ['./simulation/exhaustive', './simulation/mutations'], from: './lambda' },
        { target: './simulation/history', from: './simulation', except: ['./history'] },
        { target: './simulation/invariants', from: './simulation', except: ['./history', './invariants'] },
        { target: './simulation/exhaustive', from: './simulation/random' },
        ...importOrder(
          'simulation',
          ...['main.ts', 'mutations', 'exhaustive', 'random', 'invariants', 'history'],
          ...['function-bundle.ts', 'worker-pool.ts', 'reusable-clock.ts', 'command-line.ts'],
        ),
        ...importOrder(
          'simulation/exhaustive',
          ...['inject-faults.ts', 'worker.ts', 'report.ts', 'results.ts', 'tasks.ts', 'run-case.ts', 'faulty-call.ts'],
          ...['base-cases', 'test-bed'],
        ),
        ...importOrder(
          'simulation/random',
          ...['simulate.ts', 'worker.ts', 'parallel-search.ts', 'search.ts', 'counterexample.ts', 'tally.ts'],
          ...['draw', 'run', 'scenario'],
        ),
        { target: './simulation/random/run', from: './simulation/random/draw' },
      ]),
    },
  ];
}
