import type {
  DescribeProvisioningParametersOutput,
  ProvisioningArtifactParameter,
  UpdateProvisioningParameter,
} from '@aws-sdk/client-service-catalog';
import { needingAccess } from './access';
import { parameterProblem } from './parameter-rules';
import type { Target } from './target';
import type { ServiceCatalog } from '../aws/cloud';
import { Failure } from '../messages/failure';
import { nearest } from '../messages/suggestion';
import type { Declaration } from '../request/declaration';
import type { Secrets } from '../secrets/read';

/** The declarations of a version: parameters, TagOptions, outputs, accounts and Regions. */
export interface Described extends DescribeProvisioningParametersOutput {
  /** Parameters that may have a default; the service does not say. */
  readonly perhapsOptional?: readonly string[];
}

export async function describeParameters(
  serviceCatalog: ServiceCatalog,
  {
    productId,
    versionId,
    pathId,
    productType,
    language,
  }: Omit<Target, 'description' | 'pathId'> & Partial<Pick<Target, 'pathId'>>,
): Promise<Described> {
  const described = await needingAccess(
    serviceCatalog.describeProvisioningParameters({
      ProductId: productId,
      ProvisioningArtifactId: versionId,
      PathId: pathId,
      AcceptLanguage: language,
    }),
  );
  return hasTemplate(productType) ? described : withoutEmptyDefaults(described);
}

/** Accepts the type of a product or of a provisioned product. */
function hasTemplate(productType = 'CLOUD_FORMATION_TEMPLATE'): boolean {
  return /^(CLOUD_FORMATION_TEMPLATE|MARKETPLACE|CFN_.*|CONTROL_TOWER.*)$/.test(productType);
}

/**
 * Drops empty defaults. The Terraform engine's parser returns "" both for a variable without a default and for one
 * whose default is null (service-catalog-engine-for-terraform-os). Passing it would override the variable; the engine
 * itself fails if it is required.
 */
function withoutEmptyDefaults(described: DescribeProvisioningParametersOutput): Described {
  const parameters = described.ProvisioningArtifactParameters ?? [];
  const isEmpty = ({ DefaultValue }: ProvisioningArtifactParameter) => DefaultValue === '';
  return {
    ...described,
    ProvisioningArtifactParameters: parameters.map((parameter) =>
      isEmpty(parameter) ? { ...parameter, DefaultValue: undefined } : parameter,
    ),
    perhapsOptional: parameters.filter(isEmpty).flatMap(({ ParameterKey }) => ParameterKey ?? []),
  };
}

/**
 * The effect of `usePreviousValues`: an update keeps the values (`kept`), a first launch has none and takes the
 * defaults (`none`), and a relaunch has lost them with the product (`lost`).
 */
export type PreviousValues = 'kept' | 'none' | 'lost';

/** Reports everything that Service Catalog would reject, in one error, before anything is launched. */
export function checkParameters(
  described: Described,
  declared: Declaration,
  secrets: Secrets,
  target: Target,
  previous: PreviousValues,
): void {
  const parameters = described.ProvisioningArtifactParameters ?? [];
  const problems = [
    ...unknownParameters(parameters, declared),
    ...missingParameters(described, declared, secrets, previous),
    ...parameters.flatMap((parameter) => wrongValue(parameter, declared, secrets)),
    ...shownSecrets(parameters, declared),
    ...tagConflicts(described, declared),
    ...missingOutputs(described, declared),
  ];
  if (problems.length === 0) return;
  throw new Failure({
    what: `The declaration does not fit ${target.description}: ${problems.join('; ')}`,
    advice: 'Nothing was launched or changed; correct the declaration and deploy again',
  });
}

/**
 * Renders the full set of parameters. Parameters that are not declared are passed with their default, so that an update
 * resets a parameter that the app no longer sets: how Service Catalog treats an omitted one is not documented.
 */
export function renderParameters(
  described: DescribeProvisioningParametersOutput,
  declared: Declaration,
  secrets: Secrets,
  previousValues: PreviousValues,
): UpdateProvisioningParameter[] {
  const given = { ...declared.parameters, ...secrets };
  const defaults = (described.ProvisioningArtifactParameters ?? []).flatMap(
    ({ ParameterKey, DefaultValue, IsNoEcho }) =>
      // The default of a NoEcho parameter is masked.
      ParameterKey === undefined || DefaultValue === undefined || IsNoEcho
        ? []
        : [[ParameterKey, DefaultValue] as const],
  );
  const previous = previousValues === 'kept' ? declared.previousParameters : [];
  const values = Object.entries({ ...Object.fromEntries(defaults), ...given });
  return [
    ...values.filter(([Key]) => !declared.previousParameters.includes(Key)).map(([Key, Value]) => ({ Key, Value })),
    // UsePreviousValue is rejected together with a value (boto3#4426).
    ...previous.map((Key) => ({ Key, UsePreviousValue: true })),
  ];
}

function unknownParameters(
  parameters: readonly ProvisioningArtifactParameter[],
  declared: Declaration,
): readonly string[] {
  const known = parameters.flatMap(({ ParameterKey }) => ParameterKey ?? []);
  return declaredKeys(declared)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = nearest(key, known);
      const hint = near ? ` (did you mean ${near}?)` : ` (it has: ${known.join(', ') || 'none'})`;
      return `parameter ${key} does not exist in this version${hint}`;
    });
}

function missingParameters(
  { ProvisioningArtifactParameters: parameters = [], perhapsOptional = [] }: Described,
  declared: Declaration,
  secrets: Secrets,
  previous: PreviousValues,
): readonly string[] {
  return parameters.flatMap(({ ParameterKey: key = '', DefaultValue, IsNoEcho }) => {
    // An empty default is a default. For NoEcho parameters the service may hide the default.
    const isOptional = DefaultValue !== undefined || perhapsOptional.includes(key);
    if (!declared.previousParameters.includes(key)) {
      const hasValue = valueOf(key, declared, secrets) !== undefined;
      return hasValue || isOptional || IsNoEcho ? [] : [`parameter ${key} is required`];
    }
    if (previous === 'lost') return [`parameter ${key} has lost its previous value with the product: declare a value`];
    if (previous === 'kept' || isOptional) return [];
    return [`parameter ${key} has no previous value on a first launch and no default: declare a value`];
  });
}

function wrongValue(
  parameter: ProvisioningArtifactParameter,
  declared: Declaration,
  secrets: Secrets,
): readonly string[] {
  const { ParameterKey: key = '', IsNoEcho } = parameter;
  const value = valueOf(key, declared, secrets);
  if (value === undefined || declared.previousParameters.includes(key)) return [];
  const hidden = IsNoEcho === true || Object.hasOwn(secrets, key);
  const problem = parameterProblem(parameter, value, hidden);
  return problem === undefined ? [] : [problem];
}

/** Service Catalog and CloudFormation show parameters without NoEcho to everybody who may read the product. */
function shownSecrets(
  parameters: readonly ProvisioningArtifactParameter[],
  { secretParameters }: Declaration,
): readonly string[] {
  return parameters
    .filter(({ ParameterKey: key = '', IsNoEcho }) => {
      const isSecret = Object.hasOwn(secretParameters, key);
      return isSecret && IsNoEcho !== true && secretParameters[key]?.MayBeShown !== 'true';
    })
    .map(
      ({ ParameterKey: key }) =>
        `parameter ${key} is declared as a secret, but this version shows its value (it has no NoEcho)`,
    );
}

/** Checks own properties only: a parameter may be called `constructor`. */
function valueOf(key: string, declared: Declaration, secrets: Secrets): string | undefined {
  if (Object.hasOwn(secrets, key)) return secrets[key];
  return Object.hasOwn(declared.parameters, key) ? declared.parameters[key] : undefined;
}

function declaredKeys(declared: Declaration): readonly string[] {
  return [
    ...Object.keys(declared.parameters),
    ...Object.keys(declared.secretParameters),
    ...declared.previousParameters,
  ];
}

/**
 * Checks declared tags only: Service Catalog itself validates the others, and TagOptions that conflict do not prevent a
 * launch.
 */
function tagConflicts(described: DescribeProvisioningParametersOutput, declared: Declaration): readonly string[] {
  return (described.TagOptions ?? []).flatMap(({ Key = '', Values = [] }) => {
    const tag = declared.tags.find((declaredTag) => declaredTag.Key === Key);
    if (tag === undefined || Values.includes(tag.Value)) return [];
    if (Values.length > 0) {
      return [`tag ${Key} is ${JSON.stringify(tag.Value)}, but the TagOptions allow only ${Values.join(', ')}`];
    }
    return [`tag ${Key} is declared, but the TagOptions of product and portfolio have no value in common: omit it`];
  });
}

/** Returns unknown output keys, unless the list is cut off: Service Catalog returns at most sixty. */
function missingOutputs(described: DescribeProvisioningParametersOutput, declared: Declaration): readonly string[] {
  const keys = (described.ProvisioningArtifactOutputKeys ?? []).flatMap(({ Key }) => Key ?? []);
  if (keys.length === 0 || keys.length >= 60) return [];
  return declared.outputKeys
    .filter((key) => !keys.includes(key) && key !== 'CloudformationStackARN')
    .map((key) => {
      const near = nearest(key, keys);
      return `output ${key} does not exist in this version${near ? ` (did you mean ${near}?)` : ` (it has: ${keys.join(', ')})`}`;
    });
}
