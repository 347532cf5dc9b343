import type {
  ProvisionProductInput,
  UpdateProvisionedProductInput,
  UpdateProvisioningPreferences,
} from '@aws-sdk/client-service-catalog';
import { Product, Version } from '../catalog/product';
import { invalidParameters, unparsable } from '../errors';
import { LaunchPath } from './launch-paths';
import { effectiveParameters, Previous, quoted } from './parameters';
import { checkPreferences } from './stack-set-preferences';
import { completeTags } from './tag-options';
import { rulesOf } from '../catalog/template-rules';
import { Launch } from '../model/launch-spec';
import { Parts } from '../service-context';
import { chooseProduct, chooseVersion } from './product-choice';
import { contentOf } from '../catalog/version-content';
import { ProvisionedProduct } from '../model/provisioned-product';
import { tagUpdates } from '../operations/usage-instructions';

/** Resolves everything that a launch is made from. */
export function planProvision(parts: Parts, principalArn: string, input: ProvisionProductInput): Launch {
  const product = chooseProduct(parts.catalog, parts.launchPaths, principalArn, input);
  const version = chooseVersion(product, input);
  // Products that have a deprecated version may keep and update it.
  if (version.guidance === 'DEPRECATED') throw invalidParameters(`Provisioning Artifact ${version.id} is deprecated.`);
  const path = parts.launchPaths.choose(product, principalArn, input);
  const { ProvisioningParameters = [], Tags = [], NotificationArns = [], ProvisioningPreferences = {} } = input;
  checkStackSet(parts, product, path, ProvisioningPreferences);
  return {
    product,
    version,
    versions: product.versions.map((one) => ({ ...one })),
    path,
    parameters: effectiveParameters(ProvisioningParameters, undefined, contentOf(product, version), parts.behaviours),
    tags: completeTags(parts, product, path, Tags),
    notificationArns: [...new Set([...NotificationArns, ...notificationArnsOf(parts, product, path)])],
    rules: rulesOf(parts.catalog, product, path),
    launchRoleArn: launchRoleOf(parts, product, path),
    preferences: ProvisioningPreferences,
  };
}

export function planUpdate(
  parts: Parts,
  principalArn: string,
  input: UpdateProvisionedProductInput,
  target: ProvisionedProduct,
): Launch {
  const { launch: previous } = target;
  const isOther = input.ProductId !== undefined || input.ProductName !== undefined;
  const choice = isOther ? input : { ProductId: previous.product.id };
  const product = chooseProduct(parts.catalog, parts.launchPaths, principalArn, choice);
  const version = versionOfUpdate(parts, product, input, previous);
  const path = parts.launchPaths.choose(product, principalArn, input);
  const { ProvisioningParameters = [], ProvisioningPreferences = {} } = input;
  checkStackSet(parts, product, path, ProvisioningPreferences);
  return {
    product,
    version,
    versions: product.versions.map((one) => ({ ...one })),
    path,
    parameters: effectiveParameters(
      ProvisioningParameters,
      previousOf(parts, target),
      contentOf(product, version),
      parts.behaviours,
    ),
    tags: tagsOfUpdate(parts, product, path, input, previous),
    notificationArns: previous.notificationArns,
    rules: rulesOf(parts.catalog, product, path),
    launchRoleArn: launchRoleOf(parts, product, path),
    preferences: ProvisioningPreferences,
  };
}

/** Nothing, as long as no launch has succeeded. */
function previousOf({ behaviours }: Parts, target: ProvisionedProduct): Previous | undefined {
  if (target.lastSuccessfulRecord === undefined) return undefined;
  const { product, version, parameters } = behaviours.previousValues === 'RUNNING' ? target.launch : target.attempt;
  return { parameters, content: contentOf(product, version) };
}

/** Of the launch constraint. Products without a stack cannot do without. */
export function launchRoleOf({ catalog }: Parts, product: Product, { portfolio }: LaunchPath): string | undefined {
  const roleArn = catalog.constraint('LAUNCH', portfolio.id, product.id)?.roleArn;
  const isTerraform = !['CLOUD_FORMATION_TEMPLATE', 'CONTROL_TOWER_ACCOUNT'].includes(product.kind);
  if (isTerraform && !roleArn) {
    throw unparsable('LaunchRoleArn is required and must be non empty');
  }
  return roleArn;
}

/** The engine of an EXTERNAL product reads the parameters before anything is begun. */
export function checkParsing({ behaviourOf }: Parts, { product, parameters }: Launch): void {
  const { parameterParsing: { fails } = {}, quotesParameters = false } = behaviourOf(product.id);
  if (fails === undefined || product.kind !== 'EXTERNAL') return;
  throw unparsable(quotesParameters ? `${fails} ${quoted(parameters)}` : fails);
}

function versionOfUpdate(
  { behaviours }: Parts,
  product: Product,
  input: UpdateProvisionedProductInput,
  previous: Launch,
): Version {
  const isNamed = input.ProvisioningArtifactId !== undefined || input.ProvisioningArtifactName !== undefined;
  const isSame = !isNamed && product.id === previous.product.id;
  const isKept = behaviours.inactiveVersion === 'KEPT_WHERE_RUNNING';
  if (isSame && isKept) return previous.version;
  const choice = isSame ? { ProvisioningArtifactId: previous.version.id } : input;
  return chooseVersion(product, choice, ({ id }) => isKept && id === previous.version.id);
}

function tagsOfUpdate(
  { catalog, behaviours }: Parts,
  product: Product,
  path: LaunchPath,
  { Tags }: UpdateProvisionedProductInput,
  previous: Launch,
): Readonly<Record<string, string>> {
  const allowed = tagUpdates(catalog, product, path) === 'ALLOWED' || behaviours.tagsOfUpdate === 'APPLIED';
  if (Tags === undefined || !allowed) return previous.tags;
  const tags = completeTags({ catalog, behaviours }, product, path, Tags);
  return behaviours.tagsRemovedByUpdate === 'REMOVED' ? tags : { ...previous.tags, ...tags };
}

function checkStackSet(
  { catalog, behaviours }: Parts,
  product: Product,
  { portfolio }: LaunchPath,
  preferences: UpdateProvisioningPreferences,
): void {
  const constraint = catalog.constraint('STACKSET', portfolio.id, product.id);
  if (constraint !== undefined) checkPreferences(preferences, constraint, behaviours);
}

function notificationArnsOf({ catalog }: Parts, product: Product, { portfolio }: LaunchPath): readonly string[] {
  return catalog.constraint('NOTIFICATION', portfolio.id, product.id)?.notificationArns ?? [];
}
