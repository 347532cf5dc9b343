import { loadCode } from './code-source';
import { type FunctionProperties } from './function-properties';
import { physicalName } from '../../cloudformation/resource-handlers/physical-ids';
import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type ObjectStore } from '../../s3/object-store';
import { type Functions } from '../functions';
import { languageOf } from './supported-runtime';

const LONGEST_NAME = 64;

/** `AWS::Lambda::Function` */
export class FunctionResource implements ResourceHandler {
  constructor(
    private readonly functions: Functions,
    private readonly objects: ObjectStore,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    return this.put(request, propertiesOf(request).FunctionName ?? physicalName(request, LONGEST_NAME));
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    return this.put(request, propertiesOf(request).FunctionName ?? request.physicalId);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.functions.remove(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['FunctionName'];
  }

  private put(request: ResourceRequest, functionName: string): ResourceResult {
    const properties = propertiesOf(request);
    const language = languageOf(properties);
    const functionArn = this.functions.arn(functionName);
    const variables = Object.entries(properties.Environment?.Variables ?? {});
    this.functions.put({
      functionName,
      functionArn,
      runtime: String(properties.Runtime),
      code: loadCode(properties.Code, language, this.objects),
      handler: properties.Handler,
      roleArn: properties.Role,
      timeoutSeconds: Number(properties.Timeout ?? 3),
      memoryMegabytes: Number(properties.MemorySize ?? 128),
      environment: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
    });
    return { physicalId: functionName, attributes: { Arn: functionArn } };
  }
}

function propertiesOf(request: ResourceRequest): FunctionProperties {
  return request.properties as unknown as FunctionProperties;
}
