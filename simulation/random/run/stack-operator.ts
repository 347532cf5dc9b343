import type { AppTemplate } from './app-template';
import { STACK } from './environment';
import type { SimulatedCloud } from './simulated-cloud';
import type { StackOutcome } from '../../../local-cloud/cloudformation/stack-engine';
import { AwsError } from '../../../local-cloud/gateway/service';
import type { DrawnApp } from '../scenario/drawn-app';
import type { Deployment } from '../scenario/scenario';

/** How an operation ended: the status of the stack, or why nothing was done. */
export type OperationOutcome = string;

/** Deploys, deletes and rolls back the stack as a person does, who first gets it out of whatever state it is in. */
export class StackOperator {
  private deployments = 0;

  constructor(
    private readonly simulated: SimulatedCloud,
    private readonly template: AppTemplate,
  ) {}

  get status(): string | undefined {
    return this.cloudFormation.stack(STACK)?.status;
  }

  operate(deployment: Deployment, app: DrawnApp): Promise<OperationOutcome> {
    switch (deployment.action) {
      case 'deploy':
        return this.deploy(deployment, app);
      case 'delete':
        return this.delete(deployment);
      case 'roll back':
        return this.rollBack(deployment);
    }
  }

  /** Cancels the update at a call of the function. Returns what ends that; an operation that cannot be cancelled goes on. */
  cancelAtCall(nth: number | undefined): () => void {
    let calls = 0;
    return this.simulated.cloud.callLog.onRecord(({ functionName }) => {
      if (functionName === undefined || ++calls !== nth || this.status !== 'UPDATE_IN_PROGRESS') return;
      this.cloudFormation.cancelUpdateStack(STACK);
    });
  }

  private async deploy({ sibling, rollback, skipsFailed }: Deployment, app: DrawnApp): Promise<OperationOutcome> {
    const { cloudFormation } = this;
    const templateBody = this.template.render(app, this.simulated, sibling, ++this.deployments);
    const disableRollback = rollback === 'off';
    const request = { stackName: STACK, templateBody, parameters: {}, disableRollback };
    await this.continueRollback(skipsFailed);
    // CloudFormation updates a failed stack that was kept only with rollback off; the CDK CLI rolls back first.
    if (this.isKept && !disableRollback) await cloudFormation.rollbackStack(STACK).ended;
    if (/^ROLLBACK_|_FAILED$/.test(this.status ?? '') && !this.isKept) await cloudFormation.deleteStack(STACK);
    if (this.status?.endsWith('_FAILED') && !this.isKept) return this.status;
    const exists = this.status !== undefined && this.status !== 'DELETE_COMPLETE';
    return outcomeOf(() => (exists ? cloudFormation.updateStack(request) : cloudFormation.createStack(request)));
  }

  private async delete({ skipsFailed }: Deployment): Promise<OperationOutcome> {
    if (this.status === undefined || this.status === 'DELETE_COMPLETE') return 'no stack';
    await this.continueRollback(skipsFailed);
    return outcomeOf(() => this.cloudFormation.deleteStack(STACK));
  }

  /** As `cdk rollback` does. */
  private async rollBack({ skipsFailed }: Deployment): Promise<OperationOutcome> {
    if (this.isKept) return outcomeOf(() => this.cloudFormation.rollbackStack(STACK).ended);
    await this.continueRollback(skipsFailed);
    return this.status ?? 'no stack';
  }

  private async continueRollback(skipsFailed: boolean): Promise<void> {
    if (this.status !== 'UPDATE_ROLLBACK_FAILED') return;
    const failed = [...(this.cloudFormation.stack(STACK)?.resources.values() ?? [])]
      .filter(({ status }) => status === 'UPDATE_FAILED')
      .map(({ logicalId }) => logicalId);
    const resourcesToSkip = skipsFailed ? failed : [];
    await this.cloudFormation.continueUpdateRollback(STACK, { resourcesToSkip }).ended;
  }

  /** Whether a deployment without rollback has failed. */
  private get isKept(): boolean {
    return this.status === 'UPDATE_FAILED' || this.status === 'CREATE_FAILED';
  }

  private get cloudFormation() {
    return this.simulated.cloud.cloudFormation;
  }
}

async function outcomeOf(operation: () => Promise<StackOutcome>): Promise<OperationOutcome> {
  try {
    const { stackStatus, noUpdates } = await operation();
    return noUpdates ? 'no updates' : stackStatus;
  } catch (error) {
    // CloudFormation may refuse the call; a failure of the operation is in its outcome.
    if (error instanceof AwsError) return `refused (${error.code})`;
    throw error;
  }
}
