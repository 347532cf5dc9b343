import type { AppTemplate } from './app-template';
import { forge } from './forge';
import { schedule } from './out-of-band-events';
import { recoveryDeployments } from './recovery';
import { setBehaviours } from './set-behaviours';
import { type SimulatedCloud, startCloud } from './simulated-cloud';
import { type OperationOutcome, StackOperator } from './stack-operator';
import { checkInvariants, type InvariantName, type Violation } from '../../invariants/invariants';
import type { ReusableClock } from '../../reusable-clock';
import { type DrawnApp, edited } from '../scenario/drawn-app';
import type { Deployment, Scenario } from '../scenario/scenario';

/** Longer than the delivery and the processing of a late event may take. */
const REST_MILLISECONDS = 4 * 3_600_000;

/** Longer than a request waits for what may be missing before it is answered. */
const FORGERY_MILLISECONDS = 20 * 60_000;

/** All but `confidential`: logs and texts only grow and are slow to search, so that once at the end is enough. */
const AFTER_EACH_DEPLOYMENT: readonly InvariantName[] = [
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

/** All late events have come, access is granted again, and without any fault the stack is deleted. */
const LAST_DEPLOYMENT: Deployment = {
  action: 'delete',
  rollback: 'on',
  skipsFailed: false,
  forgeries: [],
  edits: [],
  before: [
    { afterSeconds: 0, kind: 'grant access' },
    { afterSeconds: 0, kind: 'release Control Tower' },
    { afterSeconds: 0, kind: 'repair' },
    { afterSeconds: REST_MILLISECONDS / 1000, kind: 'change path ids' },
  ],
  during: [],
  products: {},
  faults: [],
  restSeconds: REST_MILLISECONDS / 1000,
};

export interface ScenarioResult {
  readonly simulated: SimulatedCloud;
  readonly outcomes: readonly OperationOutcome[];
  readonly violations: readonly Violation[];
}

/** Runs a scenario in a cloud of its own, and checks the invariants whenever everything has come to rest. */
export async function runScenario(
  scenario: Scenario,
  template: AppTemplate,
  code: Buffer,
  clock: ReusableClock,
): Promise<ScenarioResult> {
  const simulated = await startCloud(scenario, code, clock);
  try {
    return await new ScenarioRunner(simulated, template).run(scenario);
  } finally {
    await simulated.cloud.stop();
  }
}

class ScenarioRunner {
  private app: DrawnApp = new Map();
  private readonly outcomes: OperationOutcome[] = [];
  private readonly operator: StackOperator;

  constructor(
    private readonly simulated: SimulatedCloud,
    template: AppTemplate,
  ) {
    this.operator = new StackOperator(simulated, template);
  }

  async run(scenario: Scenario): Promise<ScenarioResult> {
    for (const deployment of [...scenario.deployments, LAST_DEPLOYMENT]) {
      await this.perform(deployment);
      const isLast = deployment === LAST_DEPLOYMENT;
      const violations = checkInvariants(this.simulated.cloud, isLast ? undefined : AFTER_EACH_DEPLOYMENT);
      if (violations.length > 0) return this.result(violations);
    }
    return this.result(await this.recover(scenario));
  }

  /** However badly all went: without faults the stack is gone, and the next ones are deployed, changed and deleted. */
  private async recover(scenario: Scenario): Promise<Violation[]> {
    if (this.operator.status === 'DELETE_FAILED' && this.isAnyProductHanging()) return [];
    const deleted = this.outcomes.at(-1) ?? '';
    if (!/^(DELETE_COMPLETE|no stack)$/.test(deleted)) return [needlessFailure('delete the stack', deleted)];
    const { cloud } = this.simulated;
    for (const { description, app, sibling, ends } of recoveryDeployments(this.app, scenario, cloud)) {
      const action = app.size > 0 ? 'deploy' : 'delete';
      const ended = await this.operator.operate({ ...LAST_DEPLOYMENT, action, sibling }, app);
      this.outcomes.push(ended);
      const violations = checkInvariants(cloud, ends === 'DELETE_COMPLETE' ? undefined : AFTER_EACH_DEPLOYMENT);
      if (ended !== ends) violations.push(needlessFailure(description, ended));
      if (violations.length > 0) return violations;
    }
    return [];
  }

  private isAnyProductHanging(): boolean {
    return this.simulated.cloud.serviceCatalog.store.present.some(({ state }) => state.status === 'UNDER_CHANGE');
  }

  private result(violations: readonly Violation[]): ScenarioResult {
    const { simulated, outcomes } = this;
    return { simulated, outcomes, violations };
  }

  private async perform(deployment: Deployment): Promise<void> {
    const { clock, faults } = this.simulated.cloud;
    const { before, during, cancelledAtCall } = deployment;
    for (const edit of deployment.edits) this.app = edited(this.app, edit);
    setBehaviours(this.simulated, deployment.products);
    faults.clear();
    await this.forgeAtRest(deployment);
    faults.inject(...deployment.faults);
    const earlier = before.map((event) => schedule(this.simulated, event));
    await clock.sleep(Math.max(0, ...before.map(({ afterSeconds }) => afterSeconds * 1000 + 1)));
    const meanwhile = during.map((event) => schedule(this.simulated, event));
    const endCancelling = this.operator.cancelAtCall(cancelledAtCall);
    this.outcomes.push(await this.operator.operate(deployment, this.app));
    endCancelling();
    // Where URLs have no date, the function cannot tell requests apart that are seconds apart.
    if (cancelledAtCall !== undefined) await clock.sleep(15_000);
    meanwhile.forEach(({ cancel }) => cancel());
    await Promise.all([...earlier, ...meanwhile].map(({ ended }) => ended));
    await clock.sleep(deployment.restSeconds * 1000);
  }

  private async forgeAtRest({ forgeries }: Deployment): Promise<void> {
    for (const forgery of forgeries) {
      if (this.operator.status?.endsWith('_IN_PROGRESS')) return;
      await forge(this.simulated, forgery);
      await this.simulated.cloud.clock.sleep(FORGERY_MILLISECONDS);
    }
  }
}

function needlessFailure(description: string, status: string): Violation {
  return {
    invariant: 'asDeclared',
    message: `could not ${description}, though nothing stood in the way: it ended as ${status}`,
  };
}
