import { millisecondsFor } from './durations';
import { type ResourceHandler, type ResourceResult } from './resource-handler';
import { type Clock } from '../../clock/clock';

type Request<Operation extends 'create' | 'update' | 'delete'> = Parameters<ResourceHandler[Operation]>[0];

/** Delays the handler of a service as long as the resource takes in a real account. */
export class DelayedResourceHandler implements ResourceHandler {
  readonly importExisting: ResourceHandler['importExisting'];
  readonly identifierProperties: ResourceHandler['identifierProperties'];

  constructor(
    private readonly handler: ResourceHandler,
    private readonly clock: Clock,
  ) {
    this.importExisting = handler.importExisting?.bind(handler);
    this.identifierProperties = handler.identifierProperties;
  }

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
