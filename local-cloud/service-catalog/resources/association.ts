import { asResourceRefusal, ignoringNotFound } from './properties';
import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';

/** A resource that associates two others. Its id consists of theirs, and every change replaces it. */
export class AssociationResource implements ResourceHandler {
  constructor(
    private readonly keys: readonly string[],
    private readonly associate: (properties: Properties) => void,
    /** Called with the values of the keys. */
    private readonly disassociate: (...values: string[]) => void,
  ) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    asResourceRefusal(() => this.associate(properties));
    return { physicalId: this.keys.map((key) => String(properties[key])).join('|') };
  }

  async update(request: ResourceRequest): Promise<ResourceResult> {
    return this.create(request);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    ignoringNotFound(() => this.disassociate(...physicalId.split('|')));
  }

  createOnlyProperties(): readonly string[] {
    return this.keys;
  }
}
