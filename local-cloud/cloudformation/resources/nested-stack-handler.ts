import { deterministicSuffix } from '../deterministic-id';
import { Properties, ResourceFailure, ResourceHandler, ResourceRequest, ResourceResult } from '../resource-handler';
import { StackEngine, StackOutcome, StackRequest } from '../stack-engine';
import { isRecord } from '../template/is-record';

/** AWS::CloudFormation::Stack: a stack made by the same engine, its outputs the attributes `Outputs.<key>`. */
export class NestedStackHandler implements ResourceHandler {
  constructor(
    private readonly engine: StackEngine,
    private readonly templateByUrl: (url: string) => string | undefined,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { stackName, logicalId, stackId } = request;
    const name = `${stackName}-${logicalId}-${deterministicSuffix(stackId, logicalId)}`;
    return resultOf(await this.engine.createStack(this.stackRequest(name, request.properties)));
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    const name = nameOf(request.physicalId);
    const outcome = await this.engine.updateStack(this.stackRequest(name, request.properties));
    return resultOf(outcome.noUpdates ? { ...outcome, status: 'SUCCEEDED' } : outcome);
  }

  async delete({ physicalId }: ResourceRequest & { readonly physicalId: string }): Promise<void> {
    resultOf(await this.engine.deleteStack(nameOf(physicalId)));
  }

  private stackRequest(stackName: string, { TemplateURL, Parameters, Tags }: Properties): StackRequest {
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
