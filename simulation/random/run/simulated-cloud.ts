import { createCatalog, offerInOtherPortfolio } from './catalog';
import { type CatalogIds, CODE, PARAMETER, SECRET } from './environment';
import { secretValue } from './secret';
import type { Clock } from '../../../local-cloud/clock/clock';
import type { CustomResourceOptions } from '../../../local-cloud/cloudformation/custom-resource/custom-resource-handler';
import { ScriptedResourceHandler } from '../../../local-cloud/cloudformation/resource-handlers/scripted-resource-handler';
import { LocalCloud } from '../../../local-cloud/local-cloud';
import type { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import type { ReusableClock } from '../../reusable-clock';
import type { Delivery, OtherPortfolio, Scenario } from '../scenario/scenario';

export interface SimulatedCloud extends CatalogIds {
  readonly cloud: LocalCloud;
  readonly takesNotes: boolean;
}

/**
 * Starts a local cloud with a catalog, a secret, and provisioned products of others. The code of the function stays warm on
 * the clock from scenario to scenario.
 */
export async function startCloud(scenario: Scenario, code: Buffer, clock: ReusableClock): Promise<SimulatedCloud> {
  clock.restart();
  const { deliveries, reuseRequestIds, serviceCatalog, cloudFormation, stepFunctions, callTakes } = scenario;
  const cloud = await LocalCloud.start({
    clock,
    port: 'none',
    limits: { callTakes },
    serviceCatalog: { ...serviceCatalog, ...BEHAVIOURS_WITH_OTHER_PORTFOLIO[scenario.otherPortfolio] },
    cloudFormation,
    stepFunctions,
    customResources: { reuseRequestIds, deliver: delivering(deliveries, clock) },
  });
  cloud.cloudFormation.registerHandler('Test::Sibling', new ScriptedResourceHandler(clock));
  cloud.objects.put(CODE.S3Bucket, CODE.S3Key, code);
  cloud.secrets.create(SECRET, secretValue(0));
  cloud.ssm.put(PARAMETER, 'secure-and-stringent', 'SecureString');
  const { takesNotes } = scenario;
  const ids = await createCatalog(cloud, takesNotes);
  offerInOtherPortfolio(cloud, ids, scenario);
  await takeNames(cloud, ids, scenario.takenNames);
  return { cloud, takesNotes, ...ids };
}

/** The function must be able to tell which path is the portfolio's; of several paths of one portfolio, any will do. */
const BEHAVIOURS_WITH_OTHER_PORTFOLIO: Record<OtherPortfolio, Partial<Behaviours>> = {
  nothing: {},
  'the same products': { ownersReads: 'SERVED' },
  namesakes: { ownersReads: 'SERVED', pathsOfPortfolio: 'ONE' },
};

/** Delivers the first events as they are drawn, and all others once and at once. */
function delivering(deliveries: readonly Delivery[], clock: Clock): CustomResourceOptions['deliver'] {
  let events = 0;
  return async (_event, invoke) => {
    const { lateSeconds, copiesAfterSeconds } = deliveries[events++] ?? { lateSeconds: 0, copiesAfterSeconds: [] };
    // The function may be deleted by then.
    const copy = () => void invoke().catch(() => {});
    for (const seconds of copiesAfterSeconds) clock.timer(seconds * 1000, copy);
    if (lateSeconds > 0) await clock.sleep(lateSeconds * 1000);
    await invoke();
  };
}

/** Launches products of others under these names. */
async function takeNames(cloud: LocalCloud, ids: CatalogIds, names: Scenario['takenNames']): Promise<void> {
  const caller = cloud.callers.administrator;
  const { catalog } = cloud.serviceCatalog;
  if (names.length === 0) return;
  catalog.associatePrincipal(ids.portfolio, caller.principalArn);
  await cloud.clock.sleep(120_000); // the longest time until access takes effect
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
