import { Clock } from './clock/clock';
import { ResourceHandler, ResourceResult } from './cloudformation/resource-handler';
import { millisecondsFor } from './cloudformation/resources/durations';

type Request<Operation extends keyof ResourceHandler> = Parameters<NonNullable<ResourceHandler[Operation]>>[0];

/** Gives the resources of a service the time that they take in a real account. */
export class PacedResource implements ResourceHandler {
  constructor(
    private readonly handler: ResourceHandler,
    private readonly clock: Clock,
  ) {}

  async create(request: Request<'create'>): Promise<ResourceResult> {
    await this.clock.sleep(millisecondsFor('create', request.type));
    return this.handler.create(request);
  }

  async update(request: Request<'update'>): Promise<ResourceResult> {
    await this.clock.sleep(millisecondsFor('update', request.type));
    return this.handler.update(request);
  }

  async delete(request: Request<'delete'>): Promise<void> {
    await this.clock.sleep(millisecondsFor('delete', request.type));
    return this.handler.delete(request);
  }

  createOnlyProperties(type: string): readonly string[] {
    return this.handler.createOnlyProperties?.(type) ?? [];
  }
}
