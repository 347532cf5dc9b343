import type { RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { type LaunchEngine, type LaunchOutcome, succeeded } from './launch-engine';
import { type StackEngine, type StackOutcome, type StackRequest } from '../../cloudformation/stack-engine';
import { AwsError } from '../../gateway/service';
import { withRules } from '../catalog/template-rules';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** CloudFormation products: each launch is a stack. */
export class StackLaunchEngine implements LaunchEngine {
  constructor(
    private readonly stacks: StackEngine,
    private readonly account: string,
  ) {}

  async provision(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return this.unlessRefused(async () => {
      const outcome = await this.stacks.createStack(this.request(target, launch));
      target.physicalId = outcome.stackId;
      return this.outcome(outcome);
    });
  }

  async update(target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return this.unlessRefused(async () => {
      const outcome = await this.stacks.updateStack(this.request(target, launch));
      if (!outcome.noUpdates) return this.outcome(outcome);
      const error = this.failure('No updates are to be performed.');
      return { status: 'UNCHANGED', outputs: outputsOf(outcome), error };
    });
  }

  async terminate(target: ProvisionedProduct): Promise<LaunchOutcome> {
    // A launch that CloudFormation has refused has left no stack.
    if (target.physicalId === undefined) return succeeded();
    return this.unlessRefused(async () => this.outcome(await this.stacks.deleteStack(this.stackName(target))));
  }

  failure(reason: string): RecordError {
    return { Code: 'AmazonCloudFormationException', Description: `AmazonCloudFormationException  ${reason}` };
  }

  private request(target: ProvisionedProduct, launch: LaunchSpec): StackRequest {
    return {
      stackName: this.stackName(target),
      templateBody: withRules(launch.version.template, launch.rules),
      parameters: launch.parameters,
      tags: launch.tags,
      notificationArns: launch.notificationArns,
    };
  }

  private stackName({ id }: ProvisionedProduct): string {
    return `SC-${this.account}-${id}`;
  }

  /** CloudFormation may refuse at the call, e.g. a template that it cannot read. */
  private async unlessRefused(work: () => Promise<LaunchOutcome>): Promise<LaunchOutcome> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AwsError) return { status: 'FAILED', error: this.failure(error.message) };
      throw error;
    }
  }

  private outcome(outcome: StackOutcome): LaunchOutcome {
    if (outcome.status === 'SUCCEEDED') return succeeded(outputsOf(outcome));
    return { status: 'FAILED', error: this.failure(outcome.reason ?? `The stack is in ${outcome.stackStatus}.`) };
  }
}

function outputsOf({ stackId, outputs }: StackOutcome): RecordOutput[] {
  return [
    ...outputs.map(({ key, value, description }) => ({ OutputKey: key, OutputValue: value, Description: description })),
    {
      OutputKey: 'CloudformationStackARN',
      OutputValue: stackId,
      Description: 'The ARN of the launched Cloudformation Stack',
    },
  ];
}
