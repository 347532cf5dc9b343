import { type CallerPermissions } from './launch/caller-permissions';
import { type Clock } from '../clock/clock';
import { type Location } from '../location';
import { type Engines } from './engines/engines';
import { type Identifiers } from './identifiers';
import { type LaunchContext } from './launch/plan-launch';
import { type ProvisioningStore } from './records/provisioning-store';
import { type RecordLifecycle } from './records/record-lifecycle';
import { type SearchIndex } from './records/search-index';

/** The dependencies of the service's operations. */
export interface ServiceContext extends LaunchContext {
  readonly clock: Clock;
  readonly location: Location;
  readonly identifiers: Identifiers;
  readonly callerPermissions: CallerPermissions;
  readonly engines: Engines;
  readonly store: ProvisioningStore;
  readonly index: SearchIndex;
  readonly recordLifecycle: RecordLifecycle;
}
