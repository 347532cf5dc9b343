import { type Workspace } from './language';
import { peerDependencies } from '../package.json';

/** The oldest versions that an app may have. */
export const OLDEST_PEERS: Pick<Workspace, 'cdkVersion' | 'constructsVersion'> = {
  cdkVersion: oldest(peerDependencies['aws-cdk-lib']),
  constructsVersion: oldest(peerDependencies.constructs),
};

/** "2.230.0" of "^2.230.0" */
function oldest(range: string): string {
  return range.replace(/^\^/, '');
}
