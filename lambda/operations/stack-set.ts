import { createHash } from 'node:crypto';
import type { StackSetOperationType } from '@aws-sdk/client-service-catalog';
import type { Prepared } from './prepare';
import { pages } from '../aws/pages';
import type { Target } from '../catalog/target';
import { Failure } from '../messages/failure';
import { productLabel } from '../messages/provisioned-product';
import { type ProvisionedProduct } from '../provisioned-product/find';
import type { ProvisioningPreferences } from '../request/declaration';
import { hasSameContent } from '../request/prior-properties';
import type { StepContext } from '../step/context';

export interface StackSetCall {
  readonly StackSetOperationType: StackSetOperationType;
  readonly StackSetAccounts: string[];
  readonly StackSetRegions: string[];
}

/**
 * Adds the defaults of CloudFormation, 0 and 1: one failure tolerance and one concurrency setting must be passed
 * ("Conditional", says the API reference), and whether Service Catalog has defaults is not documented.
 */
export function withPace(preferences: ProvisioningPreferences): ProvisioningPreferences {
  const { StackSetFailureTolerancePercentage: tolerance, StackSetMaxConcurrencyPercentage: concurrency } = preferences;
  return {
    ...preferences,
    StackSetFailureToleranceCount:
      preferences.StackSetFailureToleranceCount ?? (tolerance === undefined ? 0 : undefined),
    StackSetMaxConcurrencyCount: preferences.StackSetMaxConcurrencyCount ?? (concurrency === undefined ? 1 : undefined),
  };
}

/**
 * One update call of a stack-set product does one thing: removes instances, adds instances, or changes the stack set.
 * The next call follows from the actual instances, so that an interrupted sequence continues.
 */
export async function nextStackSetCall(
  context: StepContext,
  product: ProvisionedProduct,
  { declared: { preferences }, target, described }: Prepared,
): Promise<StackSetCall | 'nothing left'> {
  // Accounts and Regions that are not declared mean all of the constraint.
  const allowed = described.ProvisioningArtifactPreferences;
  const accounts = preferences?.StackSetAccounts ?? allowed?.StackSetAccounts ?? [];
  const regions = preferences?.StackSetRegions ?? allowed?.StackSetRegions ?? [];
  if (accounts.length === 0 || regions.length === 0) throw placesUnknown(product);

  const wanted = accounts.map((account) => ({ account, regions }));
  const actual = await listInstances(context, product.Id);
  const before = context.event.OldResourceProperties?.ProvisioningPreferences;
  const surplus = rectangle(difference(actual, wanted).flatMap((instance) => removable(instance, preferences, before)));
  if (surplus) return { StackSetOperationType: 'DELETE', ...surplus };
  const missing = rectangle(difference(wanted, actual));
  if (missing) return { StackSetOperationType: 'CREATE', ...missing };
  if (!contentChanged(context, product, target)) return 'nothing left';
  return { StackSetOperationType: 'UPDATE', StackSetAccounts: [...accounts], StackSetRegions: [...regions] };
}

type Places = Pick<ProvisioningPreferences, 'StackSetAccounts' | 'StackSetRegions'>;

/**
 * Returns the Regions of an instance that the app has excluded: it declares others, or no longer the ones that it
 * declared. Instances that were added by hand, or that a constraint no longer allows, may hold data and stay.
 */
function removable(
  { account, regions }: AccountRegions,
  { StackSetAccounts: accounts, StackSetRegions: declared }: Places = {},
  before: { readonly StackSetAccounts?: readonly string[]; readonly StackSetRegions?: readonly string[] } = {},
): AccountRegions[] {
  const isExcluded = (place: string, now?: readonly string[], then?: readonly string[]) =>
    now === undefined ? then?.includes(place) === true : !now.includes(place);
  if (isExcluded(account, accounts, before.StackSetAccounts)) return [{ account, regions }];
  const excluded = regions.filter((region) => isExcluded(region, declared, before.StackSetRegions));
  return excluded.length > 0 ? [{ account, regions: excluded }] : [];
}

/** No account or Region at all cannot be meant, and would remove everything. */
function placesUnknown(product: ProvisionedProduct): Failure {
  return new Failure({
    what: `Neither stackSetPreferences nor a stack set constraint of the portfolio specifies the accounts and Regions of ${productLabel(product)}`,
    ids: [product.Id],
    advice: 'Nothing was changed; declare stackSetPreferences.accounts and .regions and deploy again',
  });
}

/** Longer lists are shortened, with a hash to tell calls apart: the text is carried from step to step. */
const MOST_NAMED = 20;

/** E.g. `DELETE 222222222222 in eu-west-1`. */
export function describeCall({ StackSetOperationType, StackSetAccounts, StackSetRegions }: StackSetCall): string {
  return `${StackSetOperationType} ${listed(StackSetAccounts)} in ${listed(StackSetRegions)}`;
}

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(', ');
  const hash = createHash('sha256').update(names.join()).digest('hex').slice(0, 8);
  return `${names.slice(0, 3).join(', ')} and ${names.length - 3} more (${hash})`;
}

interface AccountRegions {
  readonly account: string;
  readonly regions: readonly string[];
}

async function listInstances({ cloud }: StepContext, provisionedProductId: string): Promise<readonly AccountRegions[]> {
  const regionsOf = new Map<string, string[]>();
  const request = { ProvisionedProductId: provisionedProductId };
  for await (const page of pages((PageToken) => cloud.serviceCatalog.listStackInstances({ ...request, PageToken }))) {
    for (const { Account = '', Region = '' } of page.StackInstances ?? []) {
      regionsOf.set(Account, [...(regionsOf.get(Account) ?? []), Region]);
    }
  }
  return [...regionsOf].map(([account, regions]) => ({ account, regions }));
}

function difference(from: readonly AccountRegions[], without: readonly AccountRegions[]): readonly AccountRegions[] {
  const kept = new Map(without.map(({ account, regions }) => [account, regions]));
  return from
    .map(({ account, regions }) => ({
      account,
      regions: regions.filter((region) => !kept.get(account)?.includes(region)),
    }))
    .filter(({ regions }) => regions.length > 0);
}

/** A call means all pairs of its accounts and Regions, so it takes the accounts with the same Regions as the first. */
function rectangle(
  instances: readonly AccountRegions[],
): Pick<StackSetCall, 'StackSetAccounts' | 'StackSetRegions'> | undefined {
  const [first] = instances;
  if (first === undefined) return undefined;
  const regions = [...first.regions].sort();
  const alike = instances.filter((instance) => [...instance.regions].sort().join() === regions.join());
  return { StackSetAccounts: alike.map(({ account }) => account).sort(), StackSetRegions: regions };
}

/** Returns true if the stack set itself changes, apart from its accounts and Regions. */
function contentChanged({ event }: StepContext, product: ProvisionedProduct, target: Target): boolean {
  const before = event.OldResourceProperties;
  return (
    before === undefined ||
    product.ProvisioningArtifactId !== target.versionId ||
    product.Status !== 'AVAILABLE' ||
    !hasSameContent(before, event.ResourceProperties)
  );
}
