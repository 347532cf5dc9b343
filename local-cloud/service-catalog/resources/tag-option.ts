import { asResourceRefusal, requiredString, ignoringNotFound } from './properties';
import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type Catalog } from '../catalog/catalog';

/** `AWS::ServiceCatalog::TagOption` */
export class TagOptionResource implements ResourceHandler {
  constructor(private readonly catalog: Catalog) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    const tagOption = this.catalog.createTagOption(
      requiredString(properties, 'Key'),
      requiredString(properties, 'Value'),
    );
    tagOption.active = isActive(properties);
    return { physicalId: tagOption.id };
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { properties, oldProperties, physicalId } = request;
    if (this.createOnlyProperties().some((name) => properties[name] !== oldProperties[name])) {
      return this.create(request);
    }
    asResourceRefusal(() => this.catalog.tagOption(physicalId)).active = isActive(properties);
    return { physicalId };
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    ignoringNotFound(() => this.catalog.deleteTagOption(physicalId));
  }

  createOnlyProperties(): readonly string[] {
    return ['Key', 'Value'];
  }
}

function isActive({ Active = true }: Properties): boolean {
  return String(Active) === 'true';
}
