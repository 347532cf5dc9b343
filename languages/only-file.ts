import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The one file of a folder with this ending. */
export function onlyFile(folder: string, ending: string): string {
  const [file, ...others] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(ending),
  );
  if (file === undefined || others.length > 0) {
    throw new Error(
      `expected one file *${ending} in ${folder}, and found ${file === undefined ? 0 : 1 + others.length}`,
    );
  }
  return join(folder, file);
}
