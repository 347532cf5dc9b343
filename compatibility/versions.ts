import { execFileSync } from 'node:child_process';
import { OLDEST_PEERS } from '../languages/oldest-peers';

/** The versions that an app is tried with. */
export interface Versions {
  readonly cdk: string;
  readonly constructs: string;
}

/** The oldest versions that an app may have. */
export const OLDEST: Versions = { cdk: OLDEST_PEERS.cdkVersion, constructs: OLDEST_PEERS.constructsVersion };

export function newestVersions(): Versions {
  return { cdk: newestVersion('aws-cdk-lib'), constructs: newestVersion('constructs') };
}

export function newestVersion(name: string): string {
  return execFileSync('npm', ['view', name, 'version'], { encoding: 'utf8' }).trim();
}
