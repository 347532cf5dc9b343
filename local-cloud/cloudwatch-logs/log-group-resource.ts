import { type Logs } from './logs';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';
import { AwsError } from '../gateway/service';
import { arn, type Location } from '../location';

const LONGEST_NAME = 512;

/** `AWS::Logs::LogGroup` */
export class LogGroupResource implements ResourceHandler {
  readonly identifierProperties = ['LogGroupName'];

  constructor(
    private readonly logs: Logs,
    private readonly location: Location,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const name = nameOf(request) ?? physicalName(request, LONGEST_NAME);
    if (this.logs.groups.has(name)) {
      throw new AwsError(
        'AlreadyExists',
        `Resource of type 'AWS::Logs::LogGroup' with identifier '${name}' already exists.`,
      );
    }
    return this.put(name);
  }

  async update(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    return this.put(nameOf(request) ?? request.physicalId);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.logs.groups.delete(physicalId);
  }

  async importExisting({ identifier }: { readonly identifier: Properties }): Promise<ResourceResult> {
    const name = String(identifier.LogGroupName);
    if (!this.logs.groups.has(name)) throw new ResourceRefusal(`The specified log group does not exist. (${name})`);
    return this.put(name);
  }

  createOnlyProperties(): readonly string[] {
    return ['LogGroupName'];
  }

  private put(name: string): ResourceResult {
    this.logs.groups.add(name);
    return { physicalId: name, attributes: { Arn: arn('logs', `log-group:${name}:*`, this.location) } };
  }
}

function nameOf({ properties }: ResourceRequest): string | undefined {
  return properties.LogGroupName === undefined ? undefined : String(properties.LogGroupName);
}
