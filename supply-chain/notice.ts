import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Licences that let the library be what it is, under its own. */
const ACCEPTED = ['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];
const APACHE = 'Apache-2.0';
const RULE = '-'.repeat(80);
const HEAD = `cdk-provisioned-product

The function (assets/lambda/index/index.js) contains code of the packages below. The Apache License 2.0 is in LICENSE;
other licences, and what packages want to be told, follow at the end.`;

/** What the licences of the packages in these folders demand to be told: each package, and each text with who gives it. */
export function notice(folders: readonly string[]): string {
  const packages = new Map(folders.map((folder) => [titleOf(folder), textsOf(folder)]));
  const entries = [...packages].map(([title, { copyright }]) => [title, ...copyright].join('\n    '));
  const sections = [...new Set([...packages.values()].flatMap(({ toTell }) => toTell))].map((text) => {
    const titles = [...packages].filter(([, { toTell }]) => toTell.includes(text)).map(([title]) => title);
    return `${RULE}\n${titles.join('\n')}\n\n${text}`;
  });
  return `${[HEAD, entries.join('\n'), ...sections].join('\n\n')}\n`;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function titleOf(folder: string): string {
  const { name, version, license } = manifestOf(folder);
  return `${name} ${version} (${license})`;
}

/** Of the Apache License, which all of them share, only who has the copyright. */
function textsOf(folder: string): { readonly copyright: readonly string[]; readonly toTell: readonly string[] } {
  const { name, license } = manifestOf(folder);
  if (!ACCEPTED.includes(license)) {
    throw new Error(`${name} is under ${license}, which is none of ${ACCEPTED.join(', ')}`);
  }
  const licences = filesOf(folder, /^(licen[cs]e|copying)(\.|$)/i);
  const notices = filesOf(folder, /^notice(\.|$)/i);
  if (license !== APACHE) {
    if (licences.length === 0) throw new Error(`${name} comes without its licence`);
    return { copyright: [], toTell: [...licences, ...notices] };
  }
  const lines = licences.flatMap((text) => text.split('\n')).map((line) => line.trim());
  return { copyright: lines.filter((line) => /^Copyright .*\d{4}/.test(line)), toTell: notices };
}

function filesOf(folder: string, name: RegExp): string[] {
  const files = readdirSync(folder).filter((file) => name.test(file));
  return files.sort().map((file) => trimmed(readFileSync(join(folder, file), 'utf8')));
}

function trimmed(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\s+$/g, '');
}
