import { optionalString, asResourceRefusal, requiredString, ignoringNotFound } from './properties';
import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type Catalog } from '../catalog/catalog';
import { type ConstraintRule } from '../catalog/constraint';

/** `AWS::ServiceCatalog::…Constraint`: the types differ only in their rules. */
export class ConstraintResource implements ResourceHandler {
  constructor(
    private readonly catalog: Catalog,
    private readonly ruleOf: (properties: Properties) => ConstraintRule,
  ) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    const portfolioId = requiredString(properties, 'PortfolioId');
    const productId = requiredString(properties, 'ProductId');
    const rule = this.ruleOf(properties);
    const description = optionalString(properties, 'Description');
    return {
      physicalId: asResourceRefusal(() => this.catalog.addConstraint(portfolioId, productId, rule, description)).id,
    };
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { properties, oldProperties, physicalId } = request;
    if (this.createOnlyProperties().some((name) => properties[name] !== oldProperties[name])) {
      return this.create(request);
    }
    const description = optionalString(properties, 'Description');
    asResourceRefusal(() => this.catalog.changeConstraint(physicalId, this.ruleOf(properties), description));
    return { physicalId };
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    ignoringNotFound(() => this.catalog.removeConstraint(physicalId));
  }

  createOnlyProperties(): readonly string[] {
    return ['PortfolioId', 'ProductId'];
  }
}
