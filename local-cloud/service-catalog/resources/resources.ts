import { AssociationResource } from './association';
import { CloudFormationProductResource } from './cloudformation-product';
import { ConstraintResource } from './constraint';
import { PortfolioResource } from './portfolio';
import { optionalString, requiredString, strings } from './properties';
import { TagOptionResource } from './tag-option';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
} from '../../cloudformation/resource-handlers/resource-handler';
import { type Location } from '../../location';
import { type ObjectStore } from '../../s3/object-store';
import { type Catalog } from '../catalog/catalog';
import { type TemplateRules } from '../catalog/constraint';
import { readRules } from '../catalog/template-rules';

/** Returns the handlers of the resources that administrators declare, by resource type. */
export function serviceCatalogResources(
  catalog: Catalog,
  objects: ObjectStore,
  location: Location,
): Readonly<Record<string, ResourceHandler>> {
  const handlers: Record<string, ResourceHandler> = {
    Portfolio: new PortfolioResource(catalog),
    CloudFormationProduct: new CloudFormationProductResource(catalog, objects),
    TagOption: new TagOptionResource(catalog),
    ...associations(catalog),
    ...constraints(catalog, location),
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [`AWS::ServiceCatalog::${name}`, handler]),
  );
}

function associations(catalog: Catalog): Record<string, ResourceHandler> {
  return {
    PortfolioProductAssociation: new AssociationResource(
      ['PortfolioId', 'ProductId'],
      (properties) =>
        catalog.associateProduct(requiredString(properties, 'PortfolioId'), requiredString(properties, 'ProductId')),
      (portfolioId = '', productId = '') => catalog.disassociateProduct(portfolioId, productId),
    ),
    PortfolioPrincipalAssociation: new AssociationResource(
      ['PortfolioId', 'PrincipalARN', 'PrincipalType'],
      (properties) =>
        catalog.associatePrincipal(
          requiredString(properties, 'PortfolioId'),
          requiredString(properties, 'PrincipalARN'),
          requiredString(properties, 'PrincipalType') === 'IAM_PATTERN' ? 'IAM_PATTERN' : 'IAM',
        ),
      (portfolioId = '', principalArn = '') => catalog.disassociatePrincipal(portfolioId, principalArn),
    ),
    PortfolioShare: new AssociationResource(
      ['PortfolioId', 'AccountId'],
      (properties) =>
        catalog.sharePortfolio(requiredString(properties, 'PortfolioId'), requiredString(properties, 'AccountId')),
      (portfolioId = '', account = '') => catalog.unsharePortfolio(portfolioId, account),
    ),
    TagOptionAssociation: new AssociationResource(
      ['TagOptionId', 'ResourceId'],
      (properties) =>
        catalog
          .tagOption(requiredString(properties, 'TagOptionId'))
          .resourceIds.add(requiredString(properties, 'ResourceId')),
      (tagOptionId = '', resourceId = '') => catalog.tagOption(tagOptionId).resourceIds.delete(resourceId),
    ),
  };
}

function constraints(catalog: Catalog, { partition, account }: Location): Record<string, ResourceHandler> {
  return {
    LaunchRoleConstraint: new ConstraintResource(catalog, (properties) => {
      const roleName = optionalString(properties, 'LocalRoleName');
      const roleArn = roleName && `arn:${partition}:iam::${account}:role/${roleName}`;
      return { type: 'LAUNCH', roleArn: roleArn ?? requiredString(properties, 'RoleArn') };
    }),
    LaunchNotificationConstraint: new ConstraintResource(catalog, (properties) => ({
      type: 'NOTIFICATION',
      notificationArns: strings(properties, 'NotificationArns'),
    })),
    LaunchTemplateConstraint: new ConstraintResource(catalog, (properties) => ({
      type: 'TEMPLATE',
      rules: rules(properties),
    })),
    StackSetConstraint: new ConstraintResource(catalog, (properties) => ({
      type: 'STACKSET',
      accounts: strings(properties, 'AccountList'),
      regions: strings(properties, 'RegionList'),
    })),
    ResourceUpdateConstraint: new ConstraintResource(catalog, (properties) => ({
      type: 'RESOURCE_UPDATE',
      tagUpdates: requiredString(properties, 'TagUpdateOnProvisionedProduct') === 'ALLOWED' ? 'ALLOWED' : 'NOT_ALLOWED',
    })),
  };
}

function rules(properties: Properties): TemplateRules {
  const read = readRules(requiredString(properties, 'Rules'));
  if (read !== undefined) return read;
  throw new ResourceRefusal(
    'Properties validation failed: #/Rules: expected JSON of rules by name, each with a list of Assertions, ' +
      `got ${String(properties.Rules)}`,
  );
}
