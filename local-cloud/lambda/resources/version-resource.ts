import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type Functions } from '../functions';

/** `AWS::Lambda::Version`: a function as it is now, under a version number. */
export class VersionResource implements ResourceHandler {
  constructor(private readonly functions: Functions) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    const { functionArn, version } = this.functions.publishVersion(String(properties.FunctionName));
    return { physicalId: functionArn, attributes: { FunctionArn: functionArn, Version: version } };
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    return this.create(request);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.functions.remove(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['FunctionName', 'CodeSha256', 'Description'];
  }
}
