import { ACCOUNTS, AppTemplate, Sibling, STACK } from './app-template';
import { forge } from './forge';
import { happen } from './out-of-band-events';
import { mayBeQuoted, SimulatedCloud, startCloud } from './simulated-cloud';
import { StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';
import { AwsError } from '../../../local-cloud/gateway/service';
import { LocalCloud } from '../../../local-cloud/local-cloud';
import { ProductBehaviour } from '../../../local-cloud/service-catalog/behaviours';
import { Violation, checkInvariants, InvariantName } from '../../invariants/invariants';
import { ReusableClock } from '../../reusable-clock';
import {
  ACCOUNT,
  App,
  DeclaredProduct,
  edited,
  IN_TWO_PORTFOLIOS,
  LogicalId,
  PLAIN_PRODUCT,
  ProductName,
  PRODUCTS,
  TAGGED,
} from '../scenario/app';
import { Act, DrawnBehaviour, Scenario } from '../scenario/scenario';

/** Longer than anything that was sent late may take to come and to be seen to. */
const REST_MILLISECONDS = 4 * 3_600_000;

/** Longer than a request waits for what may be missing before it is answered. */
const FORGERY_MILLISECONDS = 20 * 60_000;

/** What is said stays said, and takes long to read: once at the end is enough. */
const AFTER_EACH_ACT: readonly InvariantName[] = [
  'answered',
  'launchedOnce',
  'noLeak',
  'noLoss',
  'onlyOwn',
  'onlyGenuine',
  'asDeclared',
  'restored',
  'timely',
];

export interface Played {
  readonly simulated: SimulatedCloud;
  /** How each deployment ended: the status of the stack. */
  readonly outcomes: readonly string[];
  readonly broken: readonly Violation[];
}

/** Plays a scenario in a cloud of its own, and looks at the invariants whenever everything has come to rest. */
export async function runScenario(
  scenario: Scenario,
  template: AppTemplate,
  code: Buffer,
  clock: ReusableClock,
): Promise<Played> {
  const simulated = await startCloud(scenario, code, clock);
  try {
    return await new ScenarioRunner(simulated, template).play(scenario);
  } finally {
    await simulated.cloud.stop();
  }
}

class ScenarioRunner {
  private app: App = new Map();
  private deployments = 0;
  private readonly outcomes: string[] = [];

  constructor(
    private readonly simulated: SimulatedCloud,
    private readonly template: AppTemplate,
  ) {}

  async play(scenario: Scenario): Promise<Played> {
    for (const act of [...scenario.acts, LAST_ACT]) {
      await this.perform(act);
      const broken = checkInvariants(this.simulated.cloud, act === LAST_ACT ? undefined : AFTER_EACH_ACT);
      if (broken.length > 0) return this.played(broken);
    }
    return this.played(await this.startAnew(scenario));
  }

  /** However badly all went: now that nothing goes wrong, the stack is gone, and the next ones come, change and go. */
  private async startAnew(scenario: Scenario): Promise<Violation[]> {
    if (this.status === 'DELETE_FAILED' && this.isAnyHung()) return [];
    const removed = this.outcomes.at(-1) ?? '';
    if (!/^(DELETE_COMPLETE|no stack)$/.test(removed)) return [inVain('remove the stack', removed)];
    const own = legal(this.app, scenario, this.simulated.cloud);
    for (const { what, app, sibling, ends } of [...(own.size > 0 ? ownDeployments(own) : []), ...NEXT_DEPLOYMENTS]) {
      this.app = mayTellPortfolios(scenario) ? app : withPathsByName(app);
      const ended = await this.operate({ ...LAST_ACT, deploy: app.size > 0 ? 'app' : 'nothing', sibling });
      this.outcomes.push(ended);
      const broken = checkInvariants(this.simulated.cloud, ends === 'DELETE_COMPLETE' ? undefined : AFTER_EACH_ACT);
      if (ended !== ends) broken.push(inVain(what, ended));
      if (broken.length > 0) return broken;
    }
    return [];
  }

  private isAnyHung(): boolean {
    return this.simulated.cloud.serviceCatalog.store.present.some(({ state }) => state.status === 'UNDER_CHANGE');
  }

  private played(broken: readonly Violation[]): Played {
    const { simulated, outcomes } = this;
    return { simulated, outcomes, broken };
  }

  private async perform(act: Act): Promise<void> {
    const { cloud } = this.simulated;
    for (const edit of act.edits) this.app = edited(this.app, edit);
    this.setBehaviours(act.products);
    cloud.faults.clear();
    await this.forgeAtRest(act);
    cloud.faults.inject(...act.faults);
    const others = act.before.map((happening) => happen(this.simulated, happening));
    await cloud.clock.sleep(Math.max(0, ...act.before.map(({ afterSeconds }) => afterSeconds * 1000 + 1)));
    const later = act.during.map((happening) => happen(this.simulated, happening));
    const endCancelling = this.cancelAt(act.cancelledAtCall);
    this.outcomes.push(await this.operate(act));
    endCancelling();
    // Where the URLs tell no time, requests that are seconds apart cannot be told from each other.
    if (act.cancelledAtCall !== undefined) await cloud.clock.sleep(15_000);
    later.forEach(({ cancel }) => cancel());
    await Promise.all([...others, ...later].map(({ ended }) => ended));
    await cloud.clock.sleep(act.restSeconds * 1000);
  }

  /** What must have no effect has none for as long as anything waits for what may be missing. */
  private async forgeAtRest({ forgeries }: Act): Promise<void> {
    for (const forgery of forgeries) {
      if (this.status?.endsWith('_IN_PROGRESS')) return;
      await forge(this.simulated, forgery);
      await this.simulated.cloud.clock.sleep(FORGERY_MILLISECONDS);
    }
  }

  private operate(act: Act): Promise<string> {
    switch (act.deploy) {
      case 'app':
        return this.deploy(act);
      case 'nothing':
        return this.destroy(act);
      case 'what was before':
        return this.rollBack(act);
    }
  }

  /** As a person does it, who first gets the stack out of whatever state it is in. */
  private async deploy({ sibling, rollback, skips }: Pick<Act, 'sibling' | 'rollback' | 'skips'>): Promise<string> {
    const { cloudFormation } = this.simulated.cloud;
    const body = this.template.render(this.app, this.simulated, sibling, ++this.deployments);
    const disableRollback = rollback === 'off';
    const request = { stackName: STACK, templateBody: body, parameters: {}, disableRollback };
    await this.continueRollback(skips);
    // CloudFormation takes an update of what was kept with rollback off alone; the CDK CLI goes back first.
    if (this.isKept && !disableRollback) await cloudFormation.rollbackStack(STACK).ended;
    if (/^ROLLBACK_|_FAILED$/.test(this.status ?? '') && !this.isKept) await cloudFormation.deleteStack(STACK);
    if (this.status?.endsWith('_FAILED') && !this.isKept) return this.status;
    const exists = this.status !== undefined && this.status !== 'DELETE_COMPLETE';
    return this.end(() => (exists ? cloudFormation.updateStack(request) : cloudFormation.createStack(request)));
  }

  private async destroy({ skips }: Pick<Act, 'skips'>): Promise<string> {
    const { cloudFormation } = this.simulated.cloud;
    if (this.status === undefined || this.status === 'DELETE_COMPLETE') return 'no stack';
    await this.continueRollback(skips);
    return this.end(() => cloudFormation.deleteStack(STACK));
  }

  /** `cdk rollback` */
  private async rollBack({ skips }: Pick<Act, 'skips'>): Promise<string> {
    const { cloudFormation } = this.simulated.cloud;
    if (this.isKept) return this.end(() => cloudFormation.rollbackStack(STACK).ended);
    await this.continueRollback(skips);
    return this.status ?? 'no stack';
  }

  private async continueRollback(skips: boolean): Promise<void> {
    const { cloudFormation } = this.simulated.cloud;
    if (this.status !== 'UPDATE_ROLLBACK_FAILED') return;
    const failed = [...(cloudFormation.stack(STACK)?.resources.values() ?? [])]
      .filter(({ status }) => status === 'UPDATE_FAILED')
      .map(({ logicalId }) => logicalId);
    await cloudFormation.continueUpdateRollback(STACK, { resourcesToSkip: skips ? failed : [] }).ended;
  }

  /** A deployment without rollback has failed. */
  private get isKept(): boolean {
    return this.status === 'UPDATE_FAILED' || this.status === 'CREATE_FAILED';
  }

  /** Gives what ends it. What cannot be cancelled goes on. */
  private cancelAt(nth: number | undefined): () => void {
    const { callLog, cloudFormation } = this.simulated.cloud;
    let calls = 0;
    return callLog.onRecord(({ functionName }) => {
      if (functionName === undefined || ++calls !== nth || this.status !== 'UPDATE_IN_PROGRESS') return;
      cloudFormation.cancelUpdateStack(STACK);
    });
  }

  private async end(operation: () => Promise<StackOutcome>): Promise<string> {
    try {
      const { stackStatus, noUpdates } = await operation();
      return noUpdates ? 'no updates' : stackStatus;
    } catch (error) {
      // CloudFormation may refuse at the call; a failure is told by the outcome.
      if (error instanceof AwsError) return `refused (${error.code})`;
      throw error;
    }
  }

  private get status(): string | undefined {
    return this.simulated.cloud.cloudFormation.stack(STACK)?.status;
  }

  private setBehaviours(behaviours: Act['products']): void {
    for (const name of PRODUCTS) {
      this.simulated.cloud.serviceCatalog.setBehaviour(
        this.simulated.products[name],
        behaviourOf(behaviours[name], mayBeQuoted(this.simulated.cloud)),
      );
    }
  }
}

/** Two products, of which one uses an output of the other. */
const nextApp = (network: Partial<DeclaredProduct>): App =>
  new Map([
    ['Network', { ...PLAIN_PRODUCT, ...network }],
    ['Database', { ...PLAIN_PRODUCT, upstream: 'Network' }],
  ]);

/** What must go well when nothing goes wrong, or nothing but what stands beside the app. */
interface Deployment {
  readonly what: string;
  readonly app: App;
  readonly sibling?: Sibling;
  readonly ends: string;
}

const NEXT_DEPLOYMENTS: readonly Deployment[] = [
  { what: 'deploy the next stack', app: nextApp({}), ends: 'CREATE_COMPLETE' },
  { what: 'update it in place', app: nextApp({ size: 'size-large', version: 'v2' }), ends: 'UPDATE_COMPLETE' },
  { what: 'replace a product', app: nextApp({ size: 'size-large', topics: 1 }), ends: 'UPDATE_COMPLETE' },
  { what: 'remove the next stack', app: new Map(), ends: 'DELETE_COMPLETE' },
];

/** The app of the scenario itself. */
const ownDeployments = (app: App): readonly Deployment[] => [
  { what: 'deploy its own app anew', app, ends: 'CREATE_COMPLETE' },
  { what: 'update all of it', app: updated(app), ends: 'UPDATE_COMPLETE' },
  {
    what: 'go back to it',
    app,
    sibling: { takesSeconds: 0, fails: true },
    ends: 'UPDATE_ROLLBACK_COMPLETE',
  },
  { what: 'remove it', app: new Map(), ends: 'DELETE_COMPLETE' },
];

/** Each product changes in place, as far as it can. */
function updated(app: App): App {
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

/** Without what cannot be launched, and under names that nobody has. */
function legal(app: App, scenario: Scenario, { serviceCatalog }: LocalCloud): App {
  const { present, records } = serviceCatalog.store;
  const taken = new Set(present.map(({ name }) => name));
  // An account that was retained, or is no longer managed, keeps its e-mail address, which the same logical id would declare.
  const isAccountRetained =
    present.some(({ type }) => type === 'CONTROL_TOWER_ACCOUNT') ||
    records.some(({ request, provisionedProduct: { type } }) => {
      return type === 'CONTROL_TOWER_ACCOUNT' && 'RetainPhysicalResources' in request;
    });
  const illegal = new Set<ProductName>([
    ...(isAccountRetained ? [ACCOUNT] : []),
    ...(scenario.behaviours.tagOptionNotChosen === 'REFUSED' ? [TAGGED] : []),
    ...(scenario.elsewhere === 'namesakes' ? [IN_TWO_PORTFOLIOS] : []),
  ]);
  const own = new Map<LogicalId, DeclaredProduct>();
  for (const [id, declared] of app) {
    const { version, size, password, notes, name = '' } = declared;
    own.set(id, {
      ...declared,
      product: illegal.has(declared.product) ? 'Vpc' : declared.product,
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
  return own;
}

/** Where there is another path to each product, and nobody tells which portfolio one leads through, no portfolio chooses. */
function mayTellPortfolios({ elsewhere, behaviours: { ownersReads = 'SERVED' } }: Scenario): boolean {
  return elsewhere === 'nothing' || ownersReads === 'SERVED';
}

function withPathsByName(app: App): App {
  return new Map([...app].map(([id, declared]) => [id, { ...declared, pathBy: 'name' }]));
}

/** Nothing stood in the way, and it failed all the same. */
function inVain(what: string, status: string): Violation {
  return { invariant: 'asDeclared', message: `in vain tried to ${what}, which ended as ${status}` };
}

function behaviourOf(drawn: DrawnBehaviour | undefined, mayQuote: boolean) {
  // Longer than any answer may be, and of more bytes than letters.
  const reason = (what: string) => `cannot ${what}: ${drawn?.isVerbose ? 'так сказано. '.repeat(500) : ''}`;
  const failure = (what: DrawnBehaviour['fails'][number]) => (drawn?.fails.includes(what) ? reason(what) : undefined);
  return {
    takes: (drawn?.takesSeconds ?? 0) * 1000,
    hang: drawn?.hangs ?? false,
    deniedInRecordFor: drawn?.deniedSeconds ? drawn.deniedSeconds * 1000 : undefined,
    failInAccounts: drawn?.failsInAccount ? [ACCOUNTS[1]] : [],
    parameterParsing: PARSING[drawn?.parsing ?? 'quick'],
    quotesParameters: mayQuote && (drawn?.isIndiscreet ?? false),
    failOnCreate: failure('create'),
    failOnUpdate: failure('update'),
    failOnTerminate: failure('terminate'),
  };
}

const PARSING: Record<DrawnBehaviour['parsing'], ProductBehaviour['parameterParsing']> = {
  quick: {},
  slow: { takes: 1_000 },
  failing: { fails: 'cannot read the configuration' },
  'failing for launches': { fails: 'cannot read the configuration', ofLaunchesOnly: true },
};

/** Everything late has come, access is there again, and nothing goes wrong any more: the stack is deleted. */
const LAST_ACT: Act = {
  deploy: 'nothing',
  rollback: 'on',
  skips: false,
  forgeries: [],
  edits: [],
  before: [
    { afterSeconds: 0, what: 'give access' },
    { afterSeconds: 0, what: 'leave Control Tower' },
    { afterSeconds: 0, what: 'tidy up' },
    { afterSeconds: REST_MILLISECONDS / 1000, what: 'move paths' },
  ],
  during: [],
  products: {},
  faults: [],
  restSeconds: REST_MILLISECONDS / 1000,
};
