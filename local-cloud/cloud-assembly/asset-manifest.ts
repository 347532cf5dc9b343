import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import { type Location } from '../location';
import { type ObjectStore } from '../s3/object-store';

interface FileAsset {
  readonly source: { readonly path: string; readonly packaging?: 'file' | 'zip' };
  readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
}

/** Puts the file assets of an asset manifest where templates look for them. */
export function publishFileAssets(directory: string, file: string, objects: ObjectStore, location: Location): void {
  const manifest = JSON.parse(readFileSync(join(directory, file), 'utf8')) as {
    readonly files?: Readonly<Record<string, FileAsset>>;
  };
  for (const { source, destinations } of Object.values(manifest.files ?? {})) {
    for (const { bucketName, objectKey } of Object.values(destinations)) {
      const bucket = fillIn(bucketName, location);
      if (objects.get(bucket, objectKey) !== undefined) continue;
      const path = join(directory, source.path);
      objects.put(bucket, objectKey, source.packaging === 'zip' ? zipDirectory(path) : readFileSync(path));
    }
  }
}

function fillIn(text: string, { account, region, partition }: Location): string {
  return text
    .replaceAll('${AWS::AccountId}', account)
    .replaceAll('${AWS::Region}', region)
    .replaceAll('${AWS::Partition}', partition);
}

/** Stores the files uncompressed: the archive is written once and read a moment later. */
function zipDirectory(directory: string): Buffer {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const content = files.map((path) => [relative(directory, path).split(sep).join('/'), readFileSync(path)] as const);
  return Buffer.from(zipSync(Object.fromEntries(content), { level: 0, mtime: '2000-01-01T00:00:00Z' }));
}
