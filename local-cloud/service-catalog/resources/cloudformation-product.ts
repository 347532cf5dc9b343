import { optionalString, asResourceRefusal, requiredString, ignoringNotFound } from './properties';
import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../../cloudformation/resource-handlers/resource-handler';
import { parseTemplate } from '../../cloudformation/template/parse-template';
import { type ObjectStore } from '../../s3/object-store';
import { type Catalog, type VersionProps } from '../catalog/catalog';
import { type Product, type ProductKind, type Version } from '../catalog/product';

interface ProvisioningArtifactProperties {
  readonly Name?: string;
  readonly Description?: string;
  readonly Info?: { readonly LoadTemplateFromURL?: string };
  readonly DisableTemplateValidation?: boolean | string;
}

const KINDS: readonly ProductKind[] = [
  'CLOUD_FORMATION_TEMPLATE',
  'EXTERNAL',
  'TERRAFORM_CLOUD',
  'TERRAFORM_OPEN_SOURCE',
];

/** `AWS::ServiceCatalog::CloudFormationProduct` */
export class CloudFormationProductResource implements ResourceHandler {
  constructor(
    private readonly catalog: Catalog,
    private readonly objects: ObjectStore,
  ) {}

  async create({ properties }: ResourceRequest): Promise<ResourceResult> {
    const kind = kindOf(properties);
    const artifacts = this.readArtifacts(properties, kind);
    const product = this.catalog.createProduct({ ...details(properties), kind });
    return result(
      product,
      artifacts.map((artifact) => this.catalog.addVersion(product.id, artifact)),
    );
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { properties, oldProperties, physicalId } = request;
    if (kindOf(properties) !== kindOf(oldProperties)) return this.create(request);
    const product = asResourceRefusal(() => this.catalog.product(physicalId));
    const wanted = this.readArtifacts(properties, product.kind);
    const stale = this.readArtifacts(oldProperties, product.kind).flatMap((artifact) => find(product, artifact) ?? []);
    const replaceAll = String(properties.ReplaceProvisioningArtifacts) === 'true';
    const versions = wanted.map((artifact) => {
      const kept = replaceAll ? undefined : find(product, artifact);
      return kept ?? this.catalog.addVersion(physicalId, artifact);
    });
    for (const version of stale) if (!versions.includes(version)) this.catalog.removeVersion(physicalId, version.id);
    Object.assign(product, details(properties));
    return result(product, versions);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    ignoringNotFound(() => this.catalog.deleteProduct(physicalId));
  }

  createOnlyProperties(): readonly string[] {
    return ['ProductType'];
  }

  private readArtifacts({ ProvisioningArtifactParameters = [] }: Properties, kind: ProductKind): VersionProps[] {
    return (ProvisioningArtifactParameters as readonly ProvisioningArtifactProperties[]).map((artifact, index) => {
      const url = artifact.Info?.LoadTemplateFromURL;
      if (url === undefined) {
        throw new ResourceRefusal(`ProvisioningArtifactParameters[${index}].Info must have LoadTemplateFromURL`);
      }
      const template = this.objects.getByUrl(url)?.toString();
      if (template === undefined) throw new ResourceRefusal(`Access denied while accessing template ${url}`);
      const isValidated = kind === 'CLOUD_FORMATION_TEMPLATE' && String(artifact.DisableTemplateValidation) !== 'true';
      if (isValidated) asResourceRefusal(() => parseTemplate(template));
      // CloudFormation numbers versions without a name.
      return { name: artifact.Name ?? `v${index + 1}.0`, description: artifact.Description, template };
    });
  }
}

function kindOf({ ProductType: type = 'CLOUD_FORMATION_TEMPLATE' }: Properties): ProductKind {
  const kind = KINDS.find((known) => known === type);
  if (kind === undefined) {
    throw new ResourceRefusal(`#/ProductType: ${String(type)} is not a valid enum value: ${KINDS.join(', ')}`);
  }
  return kind;
}

function details(properties: Properties) {
  return {
    name: requiredString(properties, 'Name'),
    owner: requiredString(properties, 'Owner'),
    description: optionalString(properties, 'Description'),
    distributor: optionalString(properties, 'Distributor'),
    supportDescription: optionalString(properties, 'SupportDescription'),
    supportEmail: optionalString(properties, 'SupportEmail'),
    supportUrl: optionalString(properties, 'SupportUrl'),
  };
}

/** An entry of the list is the same version as long as its name and its template are the same. */
function find({ versions }: Product, { name, template }: VersionProps): Version | undefined {
  return versions.find((version) => version.name === name && version.template === template);
}

function result(product: Product, versions: readonly Version[]): ResourceResult {
  return {
    physicalId: product.id,
    attributes: {
      ProductName: product.name,
      ProvisioningArtifactIds: versions.map(({ id }) => id).join(','),
      ProvisioningArtifactNames: versions.map(({ name }) => name).join(','),
    },
  };
}
