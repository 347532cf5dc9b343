import { type ParameterStore } from './parameter-store';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';

/** `AWS::SSM::Parameter` */
export class ParameterResource implements ResourceHandler {
  readonly identifierProperties = ['Name'];

  constructor(private readonly parameters: ParameterStore) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const name = nameOf(request);
    if (this.parameters.has(name)) throw new ResourceRefusal(`${name} already exists`);
    return this.put(name, request);
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    const name = request.properties.Name === undefined ? request.physicalId : nameOf(request);
    return this.put(name, request);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.parameters.delete(physicalId);
  }

  async importExisting({ identifier }: { readonly identifier: Properties }): Promise<ResourceResult> {
    const name = String(identifier.Name);
    if (!this.parameters.has(name)) throw new ResourceRefusal(`Parameter ${name} not found.`);
    const { type, value } = this.parameters.get(name);
    return { physicalId: name, attributes: { Type: type, Value: value } };
  }

  createOnlyProperties(): readonly string[] {
    return ['Name'];
  }

  private put(name: string, { properties }: ResourceRequest): ResourceResult {
    const type = String(properties.Type);
    if (type !== 'String' && type !== 'StringList') {
      // CloudFormation cannot create a SecureString.
      throw new ResourceRefusal(`#/Type: ${type} is not a valid enum value: String, StringList`);
    }
    const { value } = this.parameters.put(name, String(properties.Value), type);
    return { physicalId: name, attributes: { Type: type, Value: value } };
  }
}

function nameOf(request: ResourceRequest): string {
  const { Name } = request.properties;
  return Name === undefined ? `CFN-${physicalName(request, 1000)}` : String(Name);
}
