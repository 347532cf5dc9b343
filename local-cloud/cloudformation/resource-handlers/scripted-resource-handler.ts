import { type Properties, type ResourceHandler, type ResourceRequest, type ResourceResult } from './resource-handler';
import { type Clock } from '../../clock/clock';

type Existing = ResourceRequest & { readonly physicalId: string };

/**
 * A resource that follows its own properties, to be deployed beside the one that a scenario is about: `CreateTakes`,
 * `UpdateTakes` and `DeleteTakes` are milliseconds; `CreateFails`, `UpdateFails` and `DeleteFails` are reasons of
 * failure.
 */
export class ScriptedResourceHandler implements ResourceHandler {
  constructor(private readonly clock: Clock) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    await this.play('Create', request);
    return { physicalId: `${request.stackName}-${request.logicalId}`, attributes: request.properties };
  }

  async update(request: Existing & { readonly oldProperties: Properties }): Promise<ResourceResult> {
    await this.play('Update', request);
    return { physicalId: request.physicalId, attributes: request.properties };
  }

  async delete(request: Existing): Promise<void> {
    await this.play('Delete', request);
  }

  private async play(verb: 'Create' | 'Update' | 'Delete', { properties, signal }: ResourceRequest): Promise<void> {
    await this.clock.sleep(Number(properties[`${verb}Takes`] ?? 0), signal);
    const failure = properties[`${verb}Fails`];
    if (failure !== undefined) throw new Error(String(failure));
  }
}
