import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { DEFAULT_ASYNC_INVOKE_CONFIG } from '../async-invocation';
import { type Functions } from '../functions';

/** `AWS::Lambda::EventInvokeConfig` */
export class EventInvokeConfigResource implements ResourceHandler {
  constructor(private readonly functions: Functions) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    return this.put(request.properties);
  }

  async update(request: ResourceRequest): Promise<ResourceResult> {
    return this.put(request.properties);
  }

  async delete({ properties }: ResourceRequest): Promise<void> {
    this.functions.setAsyncInvokeConfig(String(properties.FunctionName), undefined);
  }

  createOnlyProperties(): readonly string[] {
    return ['FunctionName', 'Qualifier'];
  }

  private put(properties: Properties): ResourceResult {
    const { maximumRetryAttempts, maximumEventAgeSeconds } = DEFAULT_ASYNC_INVOKE_CONFIG;
    const functionName = String(properties.FunctionName);
    this.functions.setAsyncInvokeConfig(functionName, {
      maximumRetryAttempts: Number(properties.MaximumRetryAttempts ?? maximumRetryAttempts),
      maximumEventAgeSeconds: Number(properties.MaximumEventAgeInSeconds ?? maximumEventAgeSeconds),
    });
    return { physicalId: `${functionName}|${String(properties.Qualifier)}` };
  }
}
