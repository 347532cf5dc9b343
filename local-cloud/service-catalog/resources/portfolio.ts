import { optionalString, asResourceRefusal, requiredString, tagsOf, ignoringNotFound } from './properties';
import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type Catalog } from '../catalog/catalog';

/** `AWS::ServiceCatalog::Portfolio` */
export class PortfolioResource implements ResourceHandler {
  constructor(private readonly catalog: Catalog) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    const { id } = this.catalog.createPortfolio({
      displayName: requiredString(properties, 'DisplayName'),
      providerName: requiredString(properties, 'ProviderName'),
      description: optionalString(properties, 'Description'),
      tags: tagsOf(properties),
    });
    return this.result(id);
  }

  async update({ properties, physicalId }: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult> {
    Object.assign(
      asResourceRefusal(() => this.catalog.portfolio(physicalId)),
      {
        displayName: requiredString(properties, 'DisplayName'),
        providerName: requiredString(properties, 'ProviderName'),
        description: optionalString(properties, 'Description'),
      },
    );
    return this.result(physicalId);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    ignoringNotFound(() => this.catalog.deletePortfolio(physicalId));
  }

  private result(id: string): ResourceResult {
    return { physicalId: id, attributes: { PortfolioName: this.catalog.portfolio(id).displayName } };
  }
}
