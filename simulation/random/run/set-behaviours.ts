import { ACCOUNTS } from './environment';
import { mayBeQuoted } from './secret';
import type { SimulatedCloud } from './simulated-cloud';
import type { ProductBehaviour } from '../../../local-cloud/service-catalog/behaviours';
import { PRODUCTS } from '../scenario/drawn-app';
import type { Deployment, DrawnBehaviour } from '../scenario/scenario';

/** More characters, and even more bytes, than an answer may have. */
const LONG_MESSAGE = 'так сказано. '.repeat(500);

const PARSING: Record<DrawnBehaviour['parsing'], ProductBehaviour['parameterParsing']> = {
  quick: {},
  slow: { takes: 1_000 },
  failing: { fails: 'cannot read the configuration' },
  'failing for launches': { fails: 'cannot read the configuration', ofLaunchesOnly: true },
};

/** Sets how the operations of each product go; as usual where nothing was drawn. */
export function setBehaviours({ cloud, products }: SimulatedCloud, drawn: Deployment['products']): void {
  for (const name of PRODUCTS) {
    cloud.serviceCatalog.setBehaviour(products[name], behaviourOf(drawn[name], mayBeQuoted(cloud)));
  }
}

function behaviourOf(drawn: DrawnBehaviour | undefined, mayQuote: boolean): ProductBehaviour {
  const failure = (operation: DrawnBehaviour['fails'][number]) =>
    drawn?.fails.includes(operation) ? `cannot ${operation}: ${drawn.isVerbose ? LONG_MESSAGE : ''}` : undefined;
  return {
    takes: (drawn?.takesSeconds ?? 0) * 1000,
    hang: drawn?.hangs ?? false,
    deniedInRecordFor: drawn?.deniedSeconds ? drawn.deniedSeconds * 1000 : undefined,
    failInAccounts: drawn?.failsInAccount ? [ACCOUNTS[1]] : [],
    parameterParsing: PARSING[drawn?.parsing ?? 'quick'],
    quotesParameters: mayQuote && (drawn?.quotesParameters ?? false),
    failOnCreate: failure('create'),
    failOnUpdate: failure('update'),
    failOnTerminate: failure('terminate'),
  };
}
