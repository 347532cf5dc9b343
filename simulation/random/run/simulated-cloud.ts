import { ACCOUNTS, CODE, Ids, NOTE_KEYS, PARAMETER, PORTFOLIO, REGION, SECRET } from './app-template';
import { Clock } from '../../../local-cloud/clock/clock';
import { CustomResourceOptions } from '../../../local-cloud/cloudformation/custom-resource/custom-resource-handler';
import { ScriptedResourceHandler } from '../../../local-cloud/cloudformation/resource-handlers/scripted-resource-handler';
import { LocalCloud } from '../../../local-cloud/local-cloud';
import { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import { ProductKind } from '../../../local-cloud/service-catalog/catalog/product';
import { TAG_OPTION, TAG_OPTION_TO_CHOOSE } from '../../history/tag-options';
import { ReusableClock } from '../../reusable-clock';
import {
  ACCOUNT,
  EXTERNAL,
  IN_TWO_PORTFOLIOS,
  NAMESAKE,
  NOTED,
  ProductName,
  PRODUCTS,
  STACK_SET,
  TAGGED,
  VersionName,
  VERSIONS,
} from '../scenario/app';
import { Delivery, NewVersion, Scenario } from '../scenario/scenario';

export interface SimulatedCloud extends Ids {
  readonly cloud: LocalCloud;
  readonly takesNotes: boolean;
}

/** The passwords of a secret that was changed so many times. */
const passwords = (changes: number) => ({
  password: `correct-horse-battery-staple-${changes}`,
  awkward: `korrektes "Pferd"\\Bättérie ${changes} 電池`,
  key: `  first line of key ${changes}\n  second line of key ${changes}\n`,
});

/**
 * A local cloud with a catalog, a secret, and provisioned products of others. The code of the function stays warm on the
 * clock from scenario to scenario.
 */
export async function startCloud(scenario: Scenario, code: Buffer, clock: ReusableClock): Promise<SimulatedCloud> {
  clock.restart();
  const { deliveries, reuseRequestIds, behaviours, cloudFormation, stepFunctions, callTakes } = scenario;
  const cloud = await LocalCloud.start({
    clock,
    port: 'none',
    limits: { callTakes },
    serviceCatalog: { ...behaviours, ...OF_NAMESAKES[scenario.elsewhere] },
    cloudFormation,
    stepFunctions,
    customResources: { reuseRequestIds, deliver: delivering(deliveries, clock) },
  });
  cloud.cloudFormation.registerHandler('Test::Sibling', new ScriptedResourceHandler(clock));
  cloud.objects.put(CODE.S3Bucket, CODE.S3Key, code);
  cloud.secrets.create(SECRET, JSON.stringify(passwords(0)));
  cloud.ssm.put(PARAMETER, 'secure-and-stringent', 'SecureString');
  const { takesNotes } = scenario;
  const ids = await fillCatalog(cloud, takesNotes);
  offerElsewhere(cloud, ids, scenario);
  await takeNames(cloud, ids, scenario.takenNames);
  return { cloud, takesNotes, ...ids };
}

/** Of two paths nobody could tell which one is the portfolio's; of several that are alike, any will do. */
const OF_NAMESAKES: Record<Scenario['elsewhere'], Partial<Behaviours>> = {
  nothing: {},
  'the same products': { ownersReads: 'SERVED' },
  namesakes: { ownersReads: 'SERVED', pathsOfPortfolio: 'ONE' },
};

/** The event with this number comes as it is told; those that nothing is told about come once and at once. */
function delivering(deliveries: readonly Delivery[], clock: Clock): CustomResourceOptions['deliver'] {
  let events = 0;
  return async (_event, invoke) => {
    const { lateSeconds, copiesAfterSeconds } = deliveries[events++] ?? { lateSeconds: 0, copiesAfterSeconds: [] };
    // The function may be gone by then.
    const copy = () => void invoke().catch(() => {});
    for (const seconds of copiesAfterSeconds) clock.timer(seconds * 1000, copy);
    if (lateSeconds > 0) await clock.sleep(lateSeconds * 1000);
    await invoke();
  };
}

async function fillCatalog({ serviceCatalog: { catalog }, clock }: LocalCloud, takesNotes: boolean): Promise<Ids> {
  const portfolio = catalog.createPortfolio({ displayName: PORTFOLIO, providerName: 'Platform team' }).id;
  const products: Partial<Record<ProductName, string>> = {};
  const versions: Partial<Record<ProductName, Record<VersionName, string>>> = {};
  for (const name of PRODUCTS) {
    const { id } = catalog.createProduct({ name, owner: 'Platform team', kind: KINDS[name] });
    const ids: Partial<Record<VersionName, string>> = {};
    for (const version of VERSIONS) {
      const template = templateOf(name, version, takesNotes, version === 'broken' ? 'broken' : undefined);
      ids[version] = catalog.addVersion(id, { name: version, template }).id;
      await clock.sleep(1000); // so that one is the newest
    }
    catalog.associateProduct(portfolio, id);
    products[name] = id;
    versions[name] = ids as Record<VersionName, string>;
  }
  const roleArn = 'arn:aws:iam::111111111111:role/terraform-launch';
  catalog.addConstraint(portfolio, products[EXTERNAL] ?? '', { type: 'LAUNCH', roleArn });
  const places = { accounts: [...ACCOUNTS], regions: [REGION] };
  catalog.addConstraint(portfolio, products[STACK_SET] ?? '', { type: 'STACKSET', ...places });
  // TagOptions of a key that no app declares; they conflict for one of the products.
  catalog.createTagOption(TAG_OPTION, 'gold').resourceIds.add(portfolio);
  catalog.createTagOption(TAG_OPTION, 'silver').resourceIds.add(products.Vpc ?? '');
  for (const value of ['red', 'blue']) {
    catalog.createTagOption(TAG_OPTION_TO_CHOOSE, value).resourceIds.add(products[TAGGED] ?? '');
  }
  return { portfolio, products: products as Ids['products'], versions: versions as Ids['versions'] };
}

function offerElsewhere({ serviceCatalog: { catalog } }: LocalCloud, { products }: Ids, scenario: Scenario): void {
  const { elsewhere: what, takesNotes } = scenario;
  const offer = (displayName: string, productIds: readonly string[]) => {
    const { id } = catalog.createPortfolio({ displayName, providerName: 'Another team' });
    for (const productId of productIds) catalog.associateProduct(id, productId);
    catalog.associatePrincipal(id, 'arn:aws:iam::111111111111:role/*', 'IAM_PATTERN');
    return id;
  };
  if (what === 'the same products') offer('Elsewhere', Object.values(products));
  if (what === 'namesakes') {
    const { id } = catalog.createProduct({ name: NAMESAKE, owner: 'Another team' });
    for (const name of VERSIONS) catalog.addVersion(id, { name, template: templateOf(NAMESAKE, name, takesNotes) });
    offer('Elsewhere', [id]);
    const namesake = offer(PORTFOLIO, [products[IN_TWO_PORTFOLIOS]]);
    // Of two paths that are alike, any will do.
    const roleArn = 'arn:aws:iam::111111111111:role/launch';
    catalog.addConstraint(namesake, products[IN_TWO_PORTFOLIOS], { type: 'LAUNCH', roleArn });
  }
}

/** What it was before the last change but one, nobody can read any more, so that nobody may quote it from then on. */
export function rotateSecret({ secrets, serviceCatalog }: LocalCloud, { products }: Ids): void {
  const changes = secrets.get(SECRET).versions.length;
  secrets.putValue(SECRET, JSON.stringify(passwords(changes)));
  if (changes === 1) return;
  for (const id of Object.values(products)) {
    serviceCatalog.setBehaviour(id, { ...serviceCatalog.behaviourOf(id), quotesParameters: false });
  }
}

/** Whether products may quote what they were given: it can still be known which secret that was. */
export function mayBeQuoted({ secrets }: LocalCloud): boolean {
  return secrets.everKnownAs(SECRET).every(({ versions }) => versions.length <= 2);
}

/** A version of this name, whether or not there is one already. */
export function publish(
  { cloud, products, takesNotes }: SimulatedCloud,
  product: ProductName,
  name: VersionName,
  content: NewVersion,
): void {
  const { catalog } = cloud.serviceCatalog;
  const number = catalog.product(products[product]).versions.length;
  const template = templateOf(product, `${name}-${number}`, takesNotes, content);
  catalog.addVersion(products[product], { name, template });
}

/** The versions that were there from the beginning, and no others. */
export function tidyUpCatalog({ cloud, products, versions }: SimulatedCloud): void {
  for (const name of PRODUCTS) {
    const first = Object.values(versions[name]);
    for (const version of cloud.serviceCatalog.catalog.product(products[name]).versions) {
      version.active = first.includes(version.id);
      version.guidance = 'DEFAULT';
    }
  }
}

const KINDS: Partial<Record<ProductName, ProductKind>> = {
  [EXTERNAL]: 'EXTERNAL',
  [ACCOUNT]: 'CONTROL_TOWER_ACCOUNT',
};

/** The defaults of a version are its own, where the app can see it; those of the sizes only where it is published later. */
function parametersOf(version: string, content: NewVersion | undefined) {
  const size = content === 'other defaults' ? 'size-large' : 'size-small';
  return {
    Size: { Type: 'String', Default: size, AllowedValues: ['size-small', 'size-large'] },
    Zone: { Type: 'String', Default: `zone-of-${version}` },
    Upstream: { Type: 'String', Default: 'none' },
    Password: { Type: 'String', Default: `not-a-secret-of-${version}`, NoEcho: true },
    ...(content === 'needs more' && { Owner: { Type: 'String' } }),
  };
}

function templateOf(product: ProductName, version: string, takesNotes: boolean, content?: NewVersion): string {
  const parameters = { ...parametersOf(version, content), ...(takesNotes && product === NOTED && NOTES) };
  return product === EXTERNAL
    ? configuration(version, parameters)
    : productTemplate(product, version, parameters, content);
}

const NOTES = Object.fromEntries(NOTE_KEYS.map((key) => [key, { Type: 'String', Default: '' }]));

type ParametersOfVersion = ReturnType<typeof parametersOf>;

/** What a product of another engine asks for and gives back. */
function configuration(version: string, parameters: ParametersOfVersion): string {
  return JSON.stringify({
    Parameters: { ...parameters, Retention: { Type: 'Number', Default: null } },
    Outputs: { Size: { Value: '${Size}' }, Version: { Value: version } },
  });
}

/** Product, version and every parameter are seen in the stack: no change goes unnoticed. */
function productTemplate(
  product: ProductName,
  version: string,
  parameters: ParametersOfVersion,
  content: NewVersion | undefined,
): string {
  const all = Object.keys(parameters).map((Ref) => ({ Ref }));
  return JSON.stringify({
    Parameters: parameters,
    Resources: {
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { DisplayName: { 'Fn::Join': [' ', [product, version, ...all]] } },
      },
      ...(content === 'broken' && { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'UPPER' } } }),
    },
    Outputs: { Size: { Value: { Ref: 'Size' } }, Version: { Value: version } },
  });
}

async function takeNames(cloud: LocalCloud, ids: Ids, names: Scenario['takenNames']): Promise<void> {
  const caller = cloud.callers.administrator;
  const { catalog } = cloud.serviceCatalog;
  if (names.length === 0) return;
  catalog.associatePrincipal(ids.portfolio, caller.principalArn);
  await cloud.clock.sleep(120_000); // the longest that access takes to spread
  const { Vpc: ProductId } = ids.products;
  for (const ProvisionedProductName of names) {
    const ProvisioningArtifactId = ids.versions.Vpc.v1;
    const [PathId] = cloud.serviceCatalog.launchPathsTo(ProductId, caller.principalArn);
    const ProvisionToken = `by-hand-${ProvisionedProductName}`;
    const input = { ProvisionedProductName, ProductId, ProvisioningArtifactId, PathId, ProvisionToken };
    await cloud.serviceCatalog.call('ProvisionProduct', input, caller);
  }
  await cloud.clock.sleep(60_000);
}
