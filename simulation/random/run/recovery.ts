import type { LocalCloud } from '../../../local-cloud/local-cloud';
import {
  ACCOUNT,
  type DeclaredProduct,
  type DrawnApp,
  IN_TWO_PORTFOLIOS,
  type LogicalId,
  PLAIN_PRODUCT,
  type ProductName,
  TAGGED,
} from '../scenario/drawn-app';
import type { Scenario, Sibling } from '../scenario/scenario';

/** A deployment without faults, which must end as expected however badly all before it went. */
export interface RecoveryDeployment {
  readonly description: string;
  readonly app: DrawnApp;
  readonly sibling?: Sibling;
  /** The expected status of the stack. */
  readonly ends: string;
}

/** Returns the deployments after the stack of a scenario was deleted: of its own app, as far as it can be, and of another. */
export function recoveryDeployments(
  app: DrawnApp,
  scenario: Scenario,
  cloud: LocalCloud,
): readonly RecoveryDeployment[] {
  const deployable = deployableApp(app, scenario, cloud);
  const deployments = [...(deployable.size > 0 ? ownDeployments(deployable) : []), ...NEXT_DEPLOYMENTS];
  if (mayChooseByPortfolio(scenario)) return deployments;
  return deployments.map((deployment) => ({ ...deployment, app: withPathsByName(deployment.app) }));
}

const ownDeployments = (app: DrawnApp): readonly RecoveryDeployment[] => [
  { description: 'deploy its own app again', app, ends: 'CREATE_COMPLETE' },
  { description: 'update all of it', app: updated(app), ends: 'UPDATE_COMPLETE' },
  { description: 'roll back to it', app, sibling: { takesSeconds: 0, fails: true }, ends: 'UPDATE_ROLLBACK_COMPLETE' },
  { description: 'delete it', app: new Map(), ends: 'DELETE_COMPLETE' },
];

/** Two products, of which one uses an output of the other. */
const nextApp = (network: Partial<DeclaredProduct>): DrawnApp =>
  new Map([
    ['Network', { ...PLAIN_PRODUCT, ...network }],
    ['Database', { ...PLAIN_PRODUCT, upstream: 'Network' }],
  ]);

const NEXT_DEPLOYMENTS: readonly RecoveryDeployment[] = [
  { description: 'deploy the next stack', app: nextApp({}), ends: 'CREATE_COMPLETE' },
  {
    description: 'update it in place',
    app: nextApp({ size: 'size-large', version: 'v2' }),
    ends: 'UPDATE_COMPLETE',
  },
  { description: 'replace a product', app: nextApp({ size: 'size-large', topics: 1 }), ends: 'UPDATE_COMPLETE' },
  { description: 'delete the next stack', app: new Map(), ends: 'DELETE_COMPLETE' },
];

/** Changes each product in place. */
function updated(app: DrawnApp): DrawnApp {
  return new Map(
    [...app].map(([id, declared]) => [
      id,
      {
        ...declared,
        size: declared.size === 'size-small' ? 'size-large' : 'size-small',
        tags: declared.tags === 1 ? 2 : 1,
        accounts: declared.accounts === 1 ? 2 : 1,
      },
    ]),
  );
}

/** Replaces what cannot be launched, and omits names that are taken. */
function deployableApp(app: DrawnApp, scenario: Scenario, { serviceCatalog }: LocalCloud): DrawnApp {
  const { present, records } = serviceCatalog.store;
  const taken = new Set(present.map(({ name }) => name));
  // An account that was retained, or is no longer managed, keeps its e-mail address, which the same logical id would declare.
  const isAccountRetained =
    present.some(({ type }) => type === 'CONTROL_TOWER_ACCOUNT') ||
    records.some(({ request, provisionedProduct: { type } }) => {
      return type === 'CONTROL_TOWER_ACCOUNT' && 'RetainPhysicalResources' in request;
    });
  const notLaunchable = new Set<ProductName>([
    ...(isAccountRetained ? [ACCOUNT] : []),
    ...(scenario.serviceCatalog.tagOptionNotChosen === 'REFUSED' ? [TAGGED] : []),
    ...(scenario.otherPortfolio === 'namesakes' ? [IN_TWO_PORTFOLIOS] : []),
  ]);
  const deployable = new Map<LogicalId, DeclaredProduct>();
  for (const [id, declared] of app) {
    const { version, size, password, notes, name = '' } = declared;
    deployable.set(id, {
      ...declared,
      product: notLaunchable.has(declared.product) ? 'Vpc' : declared.product,
      version: version === 'broken' ? 'v1' : version,
      size: size === 'size-huge' ? 'size-large' : size,
      password: password === 'missing secret' ? 'secret' : password,
      notes: notes === 70 ? 40 : notes,
      name: taken.has(name) ? undefined : declared.name,
      retained: false,
      timeoutSeconds: undefined,
    });
    taken.add(name);
  }
  return deployable;
}

/** With two paths to each product, a portfolio chooses one only where the function can read which portfolio a path is of. */
function mayChooseByPortfolio({ otherPortfolio, serviceCatalog: { ownersReads = 'SERVED' } }: Scenario): boolean {
  return otherPortfolio === 'nothing' || ownersReads === 'SERVED';
}

function withPathsByName(app: DrawnApp): DrawnApp {
  return new Map([...app].map(([id, declared]) => [id, { ...declared, pathBy: 'name' }]));
}
