import { Clock } from '../../local-cloud/clock/clock';
import { ResourceHandler, ResourceRequest, ResourceResult } from '../../local-cloud/cloudformation/resource-handler';

/** `Test::Sibling`: takes so many milliseconds (`takes`) and fails with words (`fails`), on create and update. */
export class SiblingResource implements ResourceHandler {
  constructor(private readonly clock: Clock) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    await this.clock.sleep(Number(request.properties.takes ?? 0));
    if (request.properties.fails !== undefined) throw new Error(String(request.properties.fails));
    return { physicalId: 'sibling' };
  }

  update(request: ResourceRequest): Promise<ResourceResult> {
    return this.create(request);
  }

  async delete(): Promise<void> {}
}
