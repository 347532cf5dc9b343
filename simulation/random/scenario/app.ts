/** The logical ids that an app may declare; a product can use outputs of those before it. */
export const LOGICAL_IDS = ['Network', 'Database', 'Cluster', 'Queue', 'Cache', 'Search', 'Mail', 'Web'] as const;

export type LogicalId = (typeof LOGICAL_IDS)[number];

/** The products of the catalog: ordinary ones, one of each other kind last. */
export const PRODUCTS = ['Vpc', 'Aurora', 'Eks', 'Bucket', 'Baseline', 'Account'] as const;

export type ProductName = (typeof PRODUCTS)[number];

/** What another engine makes, what goes to several accounts, and what Control Tower makes. */
export const [EXTERNAL, STACK_SET, ACCOUNT] = ['Bucket', 'Baseline', 'Account'] as const;

/** One that has TagOptions to choose from, and one that a portfolio of the same name may offer, too. */
export const [TAGGED, IN_TWO_PORTFOLIOS] = ['Aurora', 'Eks'] as const;

/** One that has very many parameters, and one whose name another product may have. */
export const [NOTED, NAMESAKE] = ['Eks', 'Aurora'] as const;

/** The versions of each product, oldest first; nothing can be launched from the one that is broken. */
export const VERSIONS = ['broken', 'v1', 'v2'] as const;

export type VersionName = (typeof VERSIONS)[number];

/** Names that people give to their products; few, so that they meet. */
export const NAMES = ['alpha', 'beta', 'gamma'] as const;

export interface DeclaredProduct {
  readonly product: ProductName;
  readonly productBy: 'id' | 'name';
  readonly version: VersionName | 'RECOMMENDED' | 'LATEST' | 'KEEP_ACTIVE';
  readonly versionBy: 'id' | 'name';
  /** Missing: generated. */
  readonly name?: (typeof NAMES)[number];
  /** The last one is not allowed. Long enough to be found wherever it should not be said. */
  readonly size: 'size-small' | 'size-large' | 'size-huge';
  /** An awkward one looks otherwise in JSON; a private key has several lines. */
  readonly password: 'default' | 'secret' | 'awkward secret' | 'private key' | 'missing secret' | 'secure string';
  /** The size of the launch is kept, whatever is declared. */
  readonly keepsSize: boolean;
  /** How many accounts a stack set goes to. */
  readonly accounts: 1 | 2 | 3;
  /** Missing: the default of the version, which is another in each. */
  readonly zone?: 'zone-of-the-app';
  /** Parameters that are as long as they may be. */
  readonly notes: 0 | 40 | 70;
  readonly pathBy: 'portfolio' | 'name';
  /** Another product whose output is a parameter of this one. */
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
export type App = ReadonlyMap<LogicalId, DeclaredProduct>;

export type Edit =
  | { readonly what: 'declare a chain'; readonly ids: readonly LogicalId[] }
  | { readonly what: 'declare'; readonly id: LogicalId; readonly change: Partial<DeclaredProduct> }
  | { readonly what: 'remove'; readonly id: LogicalId }
  | { readonly what: 'rename'; readonly id: LogicalId; readonly to: LogicalId };

/** Applies an edit; one that makes no sense for this app changes nothing. */
export function edited(app: App, edit: Edit): App {
  const declared = new Map(app);
  if (edit.what === 'declare a chain') {
    edit.ids.forEach((id, index) =>
      declared.set(id, { ...(app.get(id) ?? PLAIN_PRODUCT), upstream: edit.ids[index - 1] }),
    );
    return declared;
  }
  const current = app.get(edit.id);
  if (edit.what === 'declare') declared.set(edit.id, { ...(current ?? PLAIN_PRODUCT), ...edit.change });
  if (edit.what === 'remove') declared.delete(edit.id);
  if (edit.what === 'rename' && current && !app.has(edit.to)) {
    declared.delete(edit.id);
    declared.set(edit.to, current);
  }
  return declared;
}
