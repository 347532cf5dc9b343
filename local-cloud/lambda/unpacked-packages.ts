import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionCode } from './function-code';

/** Deployment packages on the disk of this machine, as long as their cloud runs. */
export class UnpackedPackages {
  private readonly directories = new Map<FunctionCode, string>();
  private removed = false;

  directoryOf(code: FunctionCode): string {
    if (this.removed) throw new Error('the cloud of this function has ended');
    const directory = this.directories.get(code) ?? realpathSync(mkdtempSync(join(tmpdir(), 'local-cloud-function-')));
    if (!this.directories.has(code)) code.unpack(directory);
    this.directories.set(code, directory);
    return directory;
  }

  remove(): void {
    this.removed = true;
    for (const directory of this.directories.values()) rmSync(directory, { recursive: true, force: true });
    this.directories.clear();
  }
}
