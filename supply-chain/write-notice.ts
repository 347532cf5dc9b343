import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFolders } from './bundled-packages';
import { notice } from './notice';

async function main(): Promise<void> {
  writeFileSync(join(__dirname, '../NOTICE'), notice(await bundledFolders()));
}

void main();
