import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, '.github/workflows');
/** GitHub gives it to each workflow. */
const GIVEN = 'GITHUB_TOKEN';

interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly { readonly uses?: string; readonly env?: Readonly<Record<string, string>> }[];
}

function textOf(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

const release = parse(textOf('release.yml')) as Workflow;

test.each(readdirSync(FOLDER))('each action of %s is one commit', (name) => {
  const { jobs } = parse(textOf(name)) as Workflow;
  const used = Object.values(jobs).flatMap(({ uses, steps = [] }) => [uses, ...steps.map((step) => step.uses)]);
  const actions = used.filter((action) => action !== undefined);

  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/^(\.\/|[\w./-]+@[0-9a-f]{40}$)/.test(action))).toEqual([]);
});

describe('The release', () => {
  const publishing = Object.entries(release.jobs).filter(([name]) => name.startsWith('release_'));

  test('is to all five registries and to GitHub, each after a run of all that must be true of a clean clone', () => {
    const registries = ['github', 'golang', 'maven', 'npm', 'nuget', 'pypi'];

    expect(publishing.map(([name]) => name).sort()).toEqual(registries.map((registry) => `release_${registry}`));
    expect(release.jobs['clean-clone']?.uses).toBe('./.github/workflows/clean-clone.yml');
    expect([release.jobs.release?.needs].flat()).toContain('clean-clone');
    for (const [, { needs }] of publishing) expect([needs].flat()).toContain('release');
  });

  test('is made in an environment that its owner protects', () => {
    expect(publishing.map(([, { environment }]) => environment)).toEqual(publishing.map(() => 'release'));
  });

  test.each([
    ['npm', 'NPM_TRUSTED_PUBLISHER'],
    ['pypi', 'PYPI_TRUSTED_PUBLISHER'],
    ['nuget', 'NUGET_TRUSTED_PUBLISHER'],
  ])('needs no token of %s', (registry, variable) => {
    const { permissions, steps } = release.jobs[`release_${registry}`] ?? {};

    expect(permissions?.['id-token']).toBe('write');
    expect(steps?.at(-1)?.env).toMatchObject({ [variable]: 'true' });
    expect(JSON.stringify(steps)).not.toMatch(/secrets\.\w*(TOKEN|KEY|PASSWORD)/);
  });
});

test('docs/releasing.md names each secret that a workflow reads, and no other', () => {
  const workflows = readdirSync(FOLDER).map(textOf).join('\n');
  const read = [...workflows.matchAll(/secrets\.(\w+)/g)].flatMap(([, name = '']) => (name === GIVEN ? [] : [name]));
  const text = readFileSync(join(ROOT, 'docs/releasing.md'), 'utf8');
  const named = [...text.matchAll(/`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`/g)].map(([, name = '']) => name);

  expect(read.length).toBeGreaterThan(0);
  expect([...new Set(named)].sort()).toEqual([...new Set(read)].sort());
});
