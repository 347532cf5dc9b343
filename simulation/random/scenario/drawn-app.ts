/** The logical ids that an app may declare; a product can use outputs of those before it. */
export const LOGICAL_IDS = ['Network', 'Database', 'Cluster', 'Queue', 'Cache', 'Search', 'Mail', 'Web'] as const;

export type LogicalId = (typeof LOGICAL_IDS)[number];

/** The products of the catalog: ordinary ones first, then one of each other kind. */
export const PRODUCTS = ['Vpc', 'Aurora', 'Eks', 'Bucket', 'Baseline', 'Account'] as const;

export type ProductName = (typeof PRODUCTS)[number];

/** The product of another engine, the one with a stack set, and the one of Control Tower's Account Factory. */
export const [EXTERNAL, STACK_SET, ACCOUNT] = ['Bucket', 'Baseline', 'Account'] as const;

/** The product with TagOptions to choose from, and the one that a portfolio of the same name may offer, too. */
export const [TAGGED, IN_TWO_PORTFOLIOS] = ['Aurora', 'Eks'] as const;

/** The product with very many parameters, and the one whose name another product may have. */
export const [NOTED, NAMESAKE] = ['Eks', 'Aurora'] as const;

/** The versions of each product, oldest first; the broken one cannot be launched. */
export const VERSIONS = ['broken', 'v1', 'v2'] as const;

export type VersionName = (typeof VERSIONS)[number];

/** Names that people give to their products: few, so that they meet. */
export const NAMES = ['alpha', 'beta', 'gamma'] as const;

export interface DeclaredProduct {
  readonly product: ProductName;
  readonly productBy: 'id' | 'name';
  readonly version: VersionName | 'RECOMMENDED' | 'LATEST' | 'KEEP_ACTIVE';
  readonly versionBy: 'id' | 'name';
  /** @default - generated */
  readonly name?: (typeof NAMES)[number];
  /** The last one is not allowed. All are long enough to be found wherever they should not be. */
  readonly size: 'size-small' | 'size-large' | 'size-huge';
  /** The awkward one looks different in JSON; the private key has several lines. */
  readonly password: 'default' | 'secret' | 'awkward secret' | 'private key' | 'missing secret' | 'secure string';
  /** Whether the previous size is used, whatever is declared. */
  readonly keepsSize: boolean;
  /** The number of accounts of a stack set. */
  readonly accounts: 1 | 2 | 3;
  /** @default - the default of the version, which differs from version to version */
  readonly zone?: 'zone-of-the-app';
  /** The number of parameters that are as long as they may be. */
  readonly notes: 0 | 40 | 70;
  readonly pathBy: 'portfolio' | 'name';
  /** The product whose output is a parameter of this one. @default - none */
  readonly upstream?: LogicalId;
  readonly tags: 0 | 1 | 2;
  readonly topics: 0 | 1 | 2;
  readonly retained: boolean;
  readonly terminationOptions: 'none' | 'ignoreErrors' | 'retainPhysicalResources';
  readonly timeoutSeconds?: number;
}

export const PLAIN_PRODUCT: DeclaredProduct = {
  product: 'Vpc',
  productBy: 'id',
  version: 'v1',
  versionBy: 'name',
  size: 'size-small',
  password: 'default',
  keepsSize: false,
  accounts: 1,
  notes: 0,
  pathBy: 'portfolio',
  tags: 0,
  topics: 0,
  retained: false,
  terminationOptions: 'none',
};

/** What the app declares, by logical id. */
export type DrawnApp = ReadonlyMap<LogicalId, DeclaredProduct>;

export type Edit =
  | { readonly kind: 'declare a chain'; readonly ids: readonly LogicalId[] }
  | { readonly kind: 'declare'; readonly id: LogicalId; readonly change: Partial<DeclaredProduct> }
  | { readonly kind: 'remove'; readonly id: LogicalId }
  | { readonly kind: 'rename'; readonly id: LogicalId; readonly to: LogicalId };

/** Applies an edit. One that makes no sense for this app changes nothing. */
export function edited(app: DrawnApp, edit: Edit): DrawnApp {
  const declared = new Map(app);
  if (edit.kind === 'declare a chain') {
    edit.ids.forEach((id, index) =>
      declared.set(id, { ...(app.get(id) ?? PLAIN_PRODUCT), upstream: edit.ids[index - 1] }),
    );
    return declared;
  }
  const current = app.get(edit.id);
  if (edit.kind === 'declare') declared.set(edit.id, { ...(current ?? PLAIN_PRODUCT), ...edit.change });
  if (edit.kind === 'remove') declared.delete(edit.id);
  if (edit.kind === 'rename' && current && !app.has(edit.to)) {
    declared.delete(edit.id);
    declared.set(edit.to, current);
  }
  return declared;
}
