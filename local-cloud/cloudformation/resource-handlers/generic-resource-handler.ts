import { isDeepStrictEqual } from 'node:util';
import { attributesOf, refOf } from './attributes';
import { millisecondsFor } from './durations';
import { chosenName, createOnlyProperties, newPhysicalId } from './physical-ids';
import { placeholderAttribute } from './placeholder-attributes';
import { propertyProblem } from './property-validation';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from './resource-handler';
import { type Clock } from '../../clock/clock';
import { type Location } from '../../location';

/**
 * Creates placeholders for resources of all types that no service of the local cloud implements: an id, attributes, a
 * duration, and the most common errors.
 */
export class GenericResourceHandler implements ResourceHandler {
  /** The resources by type and physical id. */
  private readonly resources = new Map<string, Properties>();
  private created = 0;

  constructor(
    private readonly clock: Clock,
    private readonly location: Location,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { type, properties, signal } = request;
    const problem = propertyProblem(type, properties, (kind, id) => this.find(kind, id));
    const name = chosenName(type, properties);
    if (name !== undefined && this.find(type, name)) throw new ResourceRefusal(`${name} already exists`);
    await this.clock.sleep(problem === undefined ? millisecondsFor('create', type) : 1000, signal);
    if (problem !== undefined) throw new ResourceRefusal(problem);
    const physicalId = newPhysicalId(request, this.created++, this.location);
    return this.store(type, physicalId, properties);
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { type, properties, oldProperties, physicalId, signal } = request;
    const mustReplace = createOnlyProperties(type).some(
      (name) => !isDeepStrictEqual(properties[name], oldProperties[name]),
    );
    if (mustReplace) return this.create(request);
    const problem = propertyProblem(type, properties, (kind, id) => this.find(kind, id));
    await this.clock.sleep(problem === undefined ? millisecondsFor('update', type) : 1000, signal);
    if (problem !== undefined) throw new ResourceRefusal(problem);
    return this.store(type, physicalId, properties);
  }

  async delete({ type, physicalId }: ResourceRequest & { readonly physicalId: string }): Promise<void> {
    await this.clock.sleep(millisecondsFor('delete', type));
    this.resources.delete(`${type} ${physicalId}`);
  }

  createOnlyProperties(type: string): readonly string[] {
    return createOnlyProperties(type);
  }

  private find(type: string, physicalId: string): Properties | undefined {
    return this.resources.get(`${type} ${physicalId}`);
  }

  private store(type: string, physicalId: string, properties: Properties): ResourceResult {
    this.resources.set(`${type} ${physicalId}`, properties);
    const { location } = this;
    const resource = { type, physicalId, properties, location };
    return {
      physicalId,
      ref: refOf(type, physicalId, location),
      attributes: attributesOf(resource),
      otherAttribute: (name) => placeholderAttribute(name, resource),
      statusReason: `Placeholder: nothing stands behind this ${type} of the local cloud. Its id and attributes are made up.`,
    };
  }
}
