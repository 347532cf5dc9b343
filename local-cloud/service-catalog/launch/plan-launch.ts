import type {
  ProvisionProductInput,
  UpdateProvisionedProductInput,
  UpdateProvisioningPreferences,
} from '@aws-sdk/client-service-catalog';
import { type LaunchPaths } from './launch-paths';
import { effectiveParameters, type Previous } from './parameters';
import { quoted, type Behaviours, type ProductBehaviour } from '../behaviours';
import { chooseProduct, chooseVersion } from './product-choice';
import { checkPreferences } from './stack-set-preferences';
import { completeTags } from './tag-options';
import { tagUpdates } from './usage-instructions';
import { type Catalog } from '../catalog/catalog';
import { type Product, type Version } from '../catalog/product';
import { rulesOf } from '../catalog/template-rules';
import { contentOf } from '../catalog/version-content';
import { invalidParameters, unparsable } from '../errors';
import { type LaunchPath, type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** The dependencies of planning a launch. */
export interface LaunchContext {
  readonly catalog: Catalog;
  readonly launchPaths: LaunchPaths;
  readonly behaviours: Behaviours;
  readonly behaviourOf: (productId: string) => ProductBehaviour;
}

/** Resolves everything that a launch depends on. */
export function planProvision(context: LaunchContext, principalArn: string, input: ProvisionProductInput): LaunchSpec {
  const product = chooseProduct(context.catalog, context.launchPaths, principalArn, input);
  const version = chooseVersion(product, input);
  // Products that run a deprecated version may keep and update it.
  if (version.guidance === 'DEPRECATED') throw invalidParameters(`Provisioning Artifact ${version.id} is deprecated.`);
  const path = context.launchPaths.choose(product, principalArn, input);
  const { ProvisioningParameters = [], Tags = [], NotificationArns = [], ProvisioningPreferences = {} } = input;
  checkStackSet(context, product, path, ProvisioningPreferences);
  return {
    product,
    version,
    versions: product.versions.map((one) => ({ ...one })),
    path,
    parameters: effectiveParameters(ProvisioningParameters, undefined, contentOf(product, version), context.behaviours),
    tags: completeTags(context, product, path, Tags),
    notificationArns: [...new Set([...NotificationArns, ...notificationArnsOf(context, product, path)])],
    rules: rulesOf(context.catalog, product, path.portfolio),
    launchRoleArn: launchRoleOf(context, product, path),
    preferences: ProvisioningPreferences,
  };
}

export function planUpdate(
  context: LaunchContext,
  principalArn: string,
  input: UpdateProvisionedProductInput,
  target: ProvisionedProduct,
): LaunchSpec {
  const { launch: previous } = target;
  const isOther = input.ProductId !== undefined || input.ProductName !== undefined;
  const choice = isOther ? input : { ProductId: previous.product.id };
  const product = chooseProduct(context.catalog, context.launchPaths, principalArn, choice);
  const version = versionOfUpdate(context, product, input, previous);
  const path = context.launchPaths.choose(product, principalArn, input);
  const { ProvisioningParameters = [], ProvisioningPreferences = {} } = input;
  checkStackSet(context, product, path, ProvisioningPreferences);
  return {
    product,
    version,
    versions: product.versions.map((one) => ({ ...one })),
    path,
    parameters: effectiveParameters(
      ProvisioningParameters,
      previousOf(context, target),
      contentOf(product, version),
      context.behaviours,
    ),
    tags: tagsOfUpdate(context, product, path, input, previous),
    notificationArns: previous.notificationArns,
    rules: rulesOf(context.catalog, product, path.portfolio),
    launchRoleArn: launchRoleOf(context, product, path),
    preferences: ProvisioningPreferences,
  };
}

/** Undefined as long as no launch has succeeded. */
function previousOf({ behaviours }: LaunchContext, target: ProvisionedProduct): Previous | undefined {
  if (target.lastSuccessfulRecord === undefined) return undefined;
  const { product, version, parameters } = behaviours.previousValues === 'RUNNING' ? target.launch : target.attempt;
  return { parameters, content: contentOf(product, version) };
}

/** Returns the role of the launch constraint. Products without a stack require one. */
export function launchRoleOf(
  { catalog }: LaunchContext,
  product: Product,
  { portfolio }: LaunchPath,
): string | undefined {
  const roleArn = catalog.constraint('LAUNCH', portfolio.id, product.id)?.roleArn;
  const isTerraform = !['CLOUD_FORMATION_TEMPLATE', 'CONTROL_TOWER_ACCOUNT'].includes(product.kind);
  if (isTerraform && !roleArn) {
    throw unparsable('LaunchRoleArn is required and must be non empty');
  }
  return roleArn;
}

/** The engine of an EXTERNAL product parses the parameters before anything is started. */
export function checkParsing({ behaviourOf }: LaunchContext, { product, parameters }: LaunchSpec): void {
  const { parameterParsing: { fails } = {}, quotesParameters = false } = behaviourOf(product.id);
  if (fails === undefined || product.kind !== 'EXTERNAL') return;
  throw unparsable(quotesParameters ? `${fails} ${quoted(parameters)}` : fails);
}

function versionOfUpdate(
  { behaviours }: LaunchContext,
  product: Product,
  input: UpdateProvisionedProductInput,
  previous: LaunchSpec,
): Version {
  const isNamed = input.ProvisioningArtifactId !== undefined || input.ProvisioningArtifactName !== undefined;
  const isSame = !isNamed && product.id === previous.product.id;
  const isKept = behaviours.inactiveVersion === 'KEPT_WHERE_RUNNING';
  if (isSame && isKept) return previous.version;
  const choice = isSame ? { ProvisioningArtifactId: previous.version.id } : input;
  return chooseVersion(product, choice, ({ id }) => isKept && id === previous.version.id);
}

function tagsOfUpdate(
  { catalog, behaviours }: LaunchContext,
  product: Product,
  path: LaunchPath,
  { Tags }: UpdateProvisionedProductInput,
  previous: LaunchSpec,
): Readonly<Record<string, string>> {
  const allowed = tagUpdates(catalog, product, path) === 'ALLOWED' || behaviours.tagsOfUpdate === 'APPLIED';
  if (Tags === undefined || !allowed) return previous.tags;
  const tags = completeTags({ catalog, behaviours }, product, path, Tags);
  return behaviours.tagsRemovedByUpdate === 'REMOVED' ? tags : { ...previous.tags, ...tags };
}

function checkStackSet(
  { catalog, behaviours }: LaunchContext,
  product: Product,
  { portfolio }: LaunchPath,
  preferences: UpdateProvisioningPreferences,
): void {
  const constraint = catalog.constraint('STACKSET', portfolio.id, product.id);
  if (constraint !== undefined) checkPreferences(preferences, constraint, behaviours);
}

function notificationArnsOf(
  { catalog }: LaunchContext,
  product: Product,
  { portfolio }: LaunchPath,
): readonly string[] {
  return catalog.constraint('NOTIFICATION', portfolio.id, product.id)?.notificationArns ?? [];
}
