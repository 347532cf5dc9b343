import { Behaviours, ProductBehaviour } from './behaviours';
import { CallerPermissions } from './launch/caller-permissions';
import { Clock } from '../clock/clock';
import { Location } from '../location';
import { Catalog } from './catalog/catalog';
import { Engines } from './engines/engines';
import { Identifiers } from './identifiers';
import { LaunchPaths } from './launch/launch-paths';
import { Ledger } from './records/provisioning-store';
import { RecordLife } from './records/record-lifecycle';
import { SearchIndex } from './records/search-index';

/** What the operations of the service work with. */
export interface Parts {
  readonly clock: Clock;
  readonly location: Location;
  readonly identifiers: Identifiers;
  readonly behaviours: Behaviours;
  readonly behaviourOf: (productId: string) => ProductBehaviour;
  readonly catalog: Catalog;
  readonly callerPermissions: CallerPermissions;
  readonly launchPaths: LaunchPaths;
  readonly engines: Engines;
  readonly ledger: Ledger;
  readonly index: SearchIndex;
  readonly recordLife: RecordLife;
}
