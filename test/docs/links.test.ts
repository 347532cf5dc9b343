import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '../..');
const REPOSITORY = 'cdk-provisioned-product/cdk-provisioned-product';
const ON_GITHUB = [
  `https://github.com/${REPOSITORY}/blob/main/`,
  `https://github.com/${REPOSITORY}/tree/main/`,
  `https://raw.githubusercontent.com/${REPOSITORY}/main/`,
];
/** Nobody reads these here, or they are generated. */
const SKIPPED = ['node_modules', 'dist', 'cdk.out', 'coverage', 'API.md'];

function documents(folder: string = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.includes(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links and pictures: where they stand, and where what they refer to is defined. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"|^\[[^\]]+\]: (\S+)$/gm)];
  return targets.map(([, link, attribute, definition]) => link ?? attribute ?? definition ?? '');
}

/** What lies in this repository, also where it is named by its address on GitHub. */
function pathIn(document: string, link: string): string | undefined {
  const path = decodeURI(link.replace(/#.*/, ''));
  const onGitHub = ON_GITHUB.find((address) => link.startsWith(address));
  if (onGitHub !== undefined) return join(ROOT, path.slice(onGitHub.length));
  if (/^[a-z]+:/.test(link)) return undefined;
  return path === '' ? document : resolve(dirname(document), path);
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function problem(document: string, link: string): string | undefined {
  const [, anchor] = link.split('#');
  const target = pathIn(document, link);
  if (target === undefined) return undefined;
  if (!existsSync(target)) return `${link} leads to nothing`;
  if (link.includes('/blob/') && statSync(target).isDirectory()) return `${link} leads to a folder`;
  if (anchor === undefined || !target.endsWith('.md') || statSync(target).isDirectory()) return undefined;
  return anchorsOf(readFileSync(target, 'utf8')).includes(anchor) ? undefined : `${link} leads to no heading`;
}

test.each(documents().map((path) => relative(ROOT, path)))('every link of %s leads somewhere', (name) => {
  const document = join(ROOT, name);

  expect(linksIn(readFileSync(document, 'utf8')).flatMap((link) => problem(document, link) ?? [])).toEqual([]);
});

test('links of the README work where the package is listed, too', () => {
  const links = linksIn(readFileSync(join(ROOT, 'README.md'), 'utf8'));

  expect(links.some((link) => link.startsWith('https:'))).toBe(true);
  expect(links.filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
});

test('what the README refers to is defined', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const defined = [...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`]*`/g, '');
  const references = [...prose.matchAll(/\[([^\]]+)\](?:\[([^\]]+)\])?(?![(:])/g)].map(
    ([, name, other]) => other ?? name,
  );

  expect(references.length).toBeGreaterThan(0);
  expect([...new Set(references)].sort()).toEqual([...new Set(defined)].sort());
});
