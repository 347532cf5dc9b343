import type {
  ProductType,
  ProductViewSummary,
  ProvisioningArtifact,
  ProvisioningArtifactDetail,
  ProvisioningArtifactGuidance,
} from '@aws-sdk/client-service-catalog';

/**
 * The service's product types, and Control Tower's Account Factory, which the API shows as a CloudFormation product.
 */
export type ProductKind = ApiProductType | 'CONTROL_TOWER_ACCOUNT';

type ApiProductType = Exclude<ProductType, 'MARKETPLACE'>;

export interface Product {
  readonly id: string;
  readonly arn: string;
  readonly kind: ProductKind;
  name: string;
  owner: string;
  description?: string;
  distributor?: string;
  supportDescription?: string;
  supportEmail?: string;
  supportUrl?: string;
  readonly createdTime: number;
  /** Oldest first. Names may repeat. */
  readonly versions: Version[];
}

/** A provisioning artifact. */
export interface Version {
  readonly id: string;
  name: string;
  description?: string;
  active: boolean;
  guidance: ProvisioningArtifactGuidance;
  readonly createdTime: number;
  /** The CloudFormation template, or the description of a Terraform configuration, as written. */
  readonly template: string;
}

export function apiType(kind: ProductKind): ApiProductType {
  return kind === 'CONTROL_TOWER_ACCOUNT' ? 'CLOUD_FORMATION_TEMPLATE' : kind;
}

export function productViewSummary(product: Product, hasDefaultPath: boolean): ProductViewSummary {
  return {
    Id: product.id.replace(/^prod-/, 'prodview-'),
    ProductId: product.id,
    Name: product.name,
    Owner: product.owner,
    ShortDescription: product.description,
    Type: apiType(product.kind),
    Distributor: product.distributor,
    HasDefaultPath: hasDefaultPath,
    SupportEmail: product.supportEmail,
    SupportDescription: product.supportDescription,
    SupportUrl: product.supportUrl,
  };
}

export function provisioningArtifact(version: Version): ProvisioningArtifact {
  return {
    Id: version.id,
    Name: version.name,
    Description: version.description,
    CreatedTime: new Date(version.createdTime),
    Guidance: version.guidance,
  };
}

export function provisioningArtifactDetail(product: Product, version: Version): ProvisioningArtifactDetail {
  return { ...provisioningArtifact(version), Type: apiType(product.kind), Active: version.active };
}
