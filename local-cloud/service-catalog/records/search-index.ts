import type { ProvisionedProductAttribute } from '@aws-sdk/client-service-catalog';
import { type Clock } from '../../clock/clock';
import { type Behaviours } from '../behaviours';
import { invalidParameters } from '../errors';
import { type ProvisionedProduct, provisionedProductDetail } from '../model/provisioned-product';

interface Snapshot {
  readonly visibleFrom: number;
  /** Absent where the product is terminated. */
  readonly attributes?: ProvisionedProductAttribute;
}

const SEARCHABLE: Record<string, (product: ProvisionedProductAttribute) => string[]> = {
  arn: ({ Arn }) => present(Arn),
  createdTime: ({ CreatedTime }) => present(CreatedTime?.toISOString()),
  id: ({ Id }) => present(Id),
  idempotencyToken: ({ IdempotencyToken }) => present(IdempotencyToken),
  lastProvisioningRecordId: ({ LastProvisioningRecordId }) => present(LastProvisioningRecordId),
  lastRecordId: ({ LastRecordId }) => present(LastRecordId),
  lastSuccessfulProvisioningRecordId: ({ LastSuccessfulProvisioningRecordId }) =>
    present(LastSuccessfulProvisioningRecordId),
  name: ({ Name }) => present(Name),
  physicalId: ({ PhysicalId }) => present(PhysicalId),
  productId: ({ ProductId }) => present(ProductId),
  productName: ({ ProductName }) => present(ProductName),
  provisioningArtifactId: ({ ProvisioningArtifactId }) => present(ProvisioningArtifactId),
  provisioningArtifactName: ({ ProvisioningArtifactName }) => present(ProvisioningArtifactName),
  status: ({ Status }) => present(Status),
  tags: ({ Tags = [] }) => Tags.flatMap(({ Key = '', Value = '' }) => [Key, Value, `${Key}:${Value}`]),
  type: ({ Type }) => present(Type),
  userArn: ({ UserArn }) => present(UserArn),
  userArnSession: ({ UserArnSession }) => present(UserArnSession),
};

/** The index of SearchProvisionedProducts, which lags behind. */
export class SearchIndex {
  private readonly snapshots = new Map<string, Snapshot[]>();

  constructor(
    private readonly clock: Clock,
    private readonly behaviours: Behaviours,
  ) {}

  /** Indexes the present state of the product, which becomes visible after the lag. */
  note(product: ProvisionedProduct): void {
    const now = this.clock.now();
    const known = this.snapshots.get(product.id) ?? [];
    const seen = known.filter(({ visibleFrom }) => visibleFrom <= now).at(-1);
    const unseen = known.filter(({ visibleFrom }) => visibleFrom > now);
    const attributes = product.terminatedTime === undefined ? this.attributesOf(product) : undefined;
    this.snapshots.set(product.id, [
      ...(seen ? [seen] : []),
      ...unseen,
      { visibleFrom: now + this.behaviours.searchLagsBy, attributes },
    ]);
  }

  search(queries: readonly string[]): ProvisionedProductAttribute[] {
    const now = this.clock.now();
    return [...this.snapshots.values()]
      .map((snapshots) => snapshots.filter(({ visibleFrom }) => visibleFrom <= now).at(-1)?.attributes)
      .filter((attributes) => attributes !== undefined)
      .filter((attributes) => queries.every((query) => matches(attributes, query)));
  }

  private attributesOf(product: ProvisionedProduct): ProvisionedProductAttribute {
    const { launch, attempt } = product;
    const shown = this.behaviours.shownVersion === 'RUNNING' ? launch : attempt;
    const { LaunchRoleArn: _, ...detail } = provisionedProductDetail(product, Infinity, this.behaviours);
    return {
      ...detail,
      Tags: Object.entries(launch.tags).map(([Key, Value]) => ({ Key, Value })),
      PhysicalId: product.physicalId,
      ProductName: shown.product.name,
      ProvisioningArtifactName: shown.version.name,
      UserArn: product.ownerArn,
      UserArnSession: product.ownerArn,
    };
  }
}

/** `field:value` matches one field, a bare value any field; `*` at the end stands for anything. */
function matches(attributes: ProvisionedProductAttribute, query: string): boolean {
  const colon = query.indexOf(':');
  if (colon < 0) {
    return Object.values(SEARCHABLE).some((valuesOf) => valuesOf(attributes).some((value) => fits(value, query)));
  }
  const field = query.slice(0, colon);
  const valuesOf = Object.hasOwn(SEARCHABLE, field) ? SEARCHABLE[field] : undefined;
  if (valuesOf === undefined) {
    throw invalidParameters(`Invalid search field ${field}. Valid fields: ${Object.keys(SEARCHABLE).join(', ')}`);
  }
  return valuesOf(attributes).some((value) => fits(value, query.slice(colon + 1)));
}

function fits(value: string, wanted: string): boolean {
  const quoted = /^"(.*)"$/.exec(wanted)?.[1] ?? wanted;
  return quoted.endsWith('*') ? value.startsWith(quoted.slice(0, -1)) : value === quoted;
}

function present(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}
