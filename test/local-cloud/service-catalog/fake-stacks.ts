import { isDeepStrictEqual } from 'node:util';
import { Clock } from '../../../local-cloud/clock/clock';
import { StackEngine, StackOutcome, StackRequest } from '../../../local-cloud/cloudformation/stack-engine';

interface StackTemplate {
  readonly Parameters?: Record<string, { readonly Default?: string }>;
  readonly Outputs?: Record<string, { readonly Value: string | { readonly Ref: string } }>;
}

/** Stacks without resources: every operation takes ten seconds, and outputs are literals or parameters. */
export class FakeStacks implements StackEngine {
  readonly stacks = new Map<string, StackRequest>();
  /** The reason that the next operation fails for. */
  failNext?: string;

  constructor(private readonly clock: Clock) {}

  async createStack(request: StackRequest): Promise<StackOutcome> {
    return this.operate(request, 'CREATE_COMPLETE', 'ROLLBACK_COMPLETE');
  }

  async updateStack(request: StackRequest): Promise<StackOutcome> {
    if (isDeepStrictEqual(request, this.stacks.get(request.stackName))) {
      return { ...outcome(request, 'UPDATE_COMPLETE'), status: 'FAILED', noUpdates: true };
    }
    return this.operate(request, 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE');
  }

  async deleteStack(stackName: string): Promise<StackOutcome> {
    await this.clock.sleep(10_000);
    const failed = this.failed(stackName, 'DELETE_FAILED');
    if (failed) return failed;
    this.stacks.delete(stackName);
    return { ...success(stackName, 'DELETE_COMPLETE'), outputs: [] };
  }

  private async operate(request: StackRequest, complete: string, rolledBack: string): Promise<StackOutcome> {
    await this.clock.sleep(10_000);
    const failed = this.failed(request.stackName, rolledBack);
    if (failed && this.stacks.has(request.stackName)) return failed;
    this.stacks.set(request.stackName, request);
    return failed ?? outcome(request, complete);
  }

  private failed(stackName: string, stackStatus: string): StackOutcome | undefined {
    const reason = this.failNext;
    this.failNext = undefined;
    return reason === undefined ? undefined : { ...success(stackName, stackStatus), status: 'FAILED', reason };
  }
}

function outcome(request: StackRequest, stackStatus: string): StackOutcome {
  const template = JSON.parse(request.templateBody) as StackTemplate;
  const valueOf = (name: string) => request.parameters[name] ?? template.Parameters?.[name]?.Default ?? '';
  const outputs = Object.entries(template.Outputs ?? {}).map(([key, { Value }]) => ({
    key,
    value: typeof Value === 'string' ? Value : valueOf(Value.Ref),
  }));
  return { ...success(request.stackName, stackStatus), outputs };
}

function success(stackName: string, stackStatus: string): StackOutcome {
  const stackId = `arn:aws:cloudformation:us-east-1:111111111111:stack/${stackName}/0a1b2c3d`;
  return { status: 'SUCCEEDED', stackId, stackStatus, outputs: [] };
}
