import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledFolders } from '../../supply-chain/bundled-packages';
import { notice } from '../../supply-chain/notice';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'notice-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function addPackage(name: string, license: string, files: Record<string, string> = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

test('NOTICE tells of what is bundled (else run `npx projen notice`)', async () => {
  expect(readFileSync(join(__dirname, '../../NOTICE'), 'utf8')).toBe(notice(await bundledFolders()));
});

test('each text is told once, with all packages that come with it', () => {
  const files = { 'LICENSE.md': 'Copyright (c) A\n\nDo what you like.\n' };
  const text = notice([addPackage('a', 'MIT', files), addPackage('b', 'MIT', files), addPackage('c', 'Apache-2.0')]);

  expect(text).toContain('\na 1.0.0 (MIT)\nb 1.0.0 (MIT)\nc 1.0.0 (Apache-2.0)\n');
  expect(text).toContain('\na 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nCopyright (c) A\n\nDo what you like.\n');
  expect(text.split('Copyright (c) A')).toHaveLength(2);
});

test('of the Apache License only the copyright is told, and the NOTICE of the package', () => {
  const files = { LICENSE: 'Apache License\n\n   Copyright 2018 A\n', NOTICE: 'Written by B' };
  const text = notice([addPackage('a', 'Apache-2.0', files)]);

  expect(text).toContain('\na 1.0.0 (Apache-2.0)\n    Copyright 2018 A\n');
  expect(text).toContain('\na 1.0.0 (Apache-2.0)\n\nWritten by B\n');
  expect(text).not.toContain('Apache License\n');
});

test.each([
  ['a package under a licence that is not accepted', 'GPL-3.0', { LICENSE: 'All of it.' }, 'a is under GPL-3.0'],
  ['a package without the text of its licence', 'MIT', undefined, 'a comes without its licence'],
])('fails for %s', (_case, license, files, message) => {
  expect(() => notice([addPackage('a', license, files)])).toThrow(message);
});
