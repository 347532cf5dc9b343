import { ResourceFailure, type ResourceHandler, type ResourceRequest, type ResourceResult } from './resource-handler';
import { deterministicSuffix } from '../../deterministic-id';
import { type NestedStackEngine, type StackOutcome, type StackRequest } from '../stack-engine';
import { isRecord } from '../template/template';

/** `AWS::CloudFormation::Stack`: a stack of the same engine, whose outputs are the attributes `Outputs.<key>`. */
export class NestedStackHandler implements ResourceHandler {
  private created = 0;

  constructor(
    private readonly engine: NestedStackEngine,
    private readonly templateByUrl: (url: string) => string | undefined,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { stackName, logicalId, stackId } = request;
    const name = `${stackName}-${logicalId}-${deterministicSuffix(stackId, logicalId, this.created++)}`;
    const nested = this.stackRequest(name, request);
    return resultOf(await this.cancellable(name, request.signal, () => this.engine.createStack(nested)));
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    const name = nameOf(request.physicalId);
    const nested = this.stackRequest(name, request);
    const outcome = await this.cancellable(name, request.signal, () => this.engine.updateNestedStack(nested));
    return resultOf(outcome.noUpdates ? { ...outcome, status: 'SUCCEEDED' } : outcome);
  }

  async rollBack({ physicalId }: { readonly physicalId: string }): Promise<ResourceResult> {
    return resultOf(await this.engine.rollBackNestedStack(physicalId));
  }

  async cleanUp(physicalId: string): Promise<void> {
    await this.engine.cleanUpNestedStack(physicalId);
  }

  async delete({ physicalId }: ResourceRequest & { readonly physicalId: string }): Promise<void> {
    resultOf(await this.engine.deleteStack(nameOf(physicalId)));
  }

  private async cancellable<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const cancel = () => this.engine.cancelNestedStack(name);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await work();
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  private stackRequest(stackName: string, { properties, rollbackIsOff, stackId }: ResourceRequest): StackRequest {
    const { TemplateURL, Parameters, Tags } = properties;
    const templateBody = this.templateByUrl(String(TemplateURL));
    if (templateBody === undefined) {
      throw new Error(`S3 error: The specified key does not exist. (${String(TemplateURL)})`);
    }
    const parameters = Object.entries(isRecord(Parameters) ? Parameters : {}).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(',') : String(value),
    ]);
    const tags = (Array.isArray(Tags) ? Tags : []).map(({ Key, Value }: Record<string, unknown>) => [
      Key,
      String(Value),
    ]);
    return {
      stackName,
      templateBody,
      parameters: Object.fromEntries(parameters),
      tags: Object.fromEntries(tags),
      disableRollback: rollbackIsOff ?? false,
      parentId: stackId,
    };
  }
}

function resultOf(outcome: StackOutcome): ResourceResult {
  if (outcome.status === 'FAILED') {
    throw new ResourceFailure(
      `Embedded stack ${outcome.stackId} was not successful: ${outcome.reason ?? ''}`,
      outcome.stackId,
    );
  }
  return {
    physicalId: outcome.stackId,
    attributes: Object.fromEntries(outcome.outputs.map(({ key, value }) => [`Outputs.${key}`, value])),
  };
}

function nameOf(stackId: string): string {
  return stackId.split('/')[1] ?? stackId;
}
