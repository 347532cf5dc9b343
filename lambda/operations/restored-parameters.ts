import type {
  DescribeProvisioningParametersOutput,
  ProvisioningArtifactParameter,
  UpdateProvisioningParameter,
} from '@aws-sdk/client-service-catalog';
import type { Cloud } from '../aws/cloud';
import { isTransient } from '../aws/errors';
import { assertNotSuperseded } from '../ordering/assert-current';
import { type ChangedState, hasSucceeded } from '../ordering/prior-state';
import type { Declaration } from '../request/declaration';
import { readSecretParameter, type ReadSecrets } from '../secrets/read';
import { formerVersion } from '../secrets/redact';
import type { StepContext } from '../step/context';

interface RestoredParameters {
  readonly parameters: UpdateProvisioningParameter[];
  /** Keys whose prior values are uncertain. */
  readonly untold: readonly string[];
  readonly secrets: ReadSecrets;
}

/** The restored value of one parameter. Without a value and a previous value it is left out. */
interface Restored {
  readonly value?: string;
  readonly keepsPrevious?: boolean;
  /** The product certainly had this value. */
  readonly isCertain: boolean;
  readonly secret?: { readonly value: string; readonly version?: string };
}

/**
 * Determines the values that a product had before an operation changed it. Records hold none, so they come from the
 * prior declaration and from the defaults of the version that ran. UsePreviousValue means the values from before only
 * if the operation had no success (or, as this is not documented, the values that failed), so it is used only if
 * nothing else is known.
 *
 * @param isKnownNow - tells if what runs now has the parameter, and so may have a previous value
 */
export async function restoredParameters(
  context: StepContext,
  described: DescribeProvisioningParametersOutput,
  declared: Declaration,
  before: ChangedState,
  isKnownNow: (key: string) => boolean,
): Promise<RestoredParameters> {
  if (Object.keys(declared.secretParameters).length > 0) await assertNotSuperseded(context);
  const byKey = new Map((described.ProvisioningArtifactParameters ?? []).map((one) => [one.ParameterKey ?? '', one]));
  const keys = [...byKey.keys()];
  const restored = await Promise.all(
    keys.map(async (key) => ({
      key,
      ...(await restoredValue(context, byKey.get(key) ?? {}, declared, before, isKnownNow)),
    })),
  );
  const secrets = restored.flatMap(({ key, secret }) => (secret ? [{ key, ...secret }] : []));
  return {
    parameters: restored.flatMap(({ key: Key, value: Value, keepsPrevious }): UpdateProvisioningParameter[] => {
      if (keepsPrevious && isKnownNow(Key)) return [{ Key, UsePreviousValue: true }];
      return Value === undefined ? [] : [{ Key, Value }];
    }),
    untold: restored.flatMap(({ key, isCertain }) => (isCertain ? [] : key)),
    secrets: {
      values: Object.fromEntries(secrets.map(({ key, value }) => [key, value])),
      versions: Object.fromEntries(secrets.flatMap(({ key, version }) => (version ? [[key, version]] : []))),
    },
  };
}

async function restoredValue(
  context: StepContext,
  { ParameterKey: key = '', DefaultValue, IsNoEcho }: ProvisioningArtifactParameter,
  declared: Declaration,
  before: ChangedState,
  isKnownNow: (key: string) => boolean,
): Promise<Restored> {
  const { since, isByHand, isOfRollback, record } = before;
  const succeeded = since.some(hasSucceeded);
  // Set by hand to an unknown value.
  if (isByHand && !succeeded) return { keepsPrevious: true, isCertain: false };
  if (declared.previousParameters.includes(key)) {
    // The operation that is rolled back kept the value, too, so it is unchanged.
    const wasKept = context.event.OldResourceProperties?.PreviousParameters?.includes(key) === true;
    return { value: DefaultValue, keepsPrevious: true, isCertain: wasKept && !isByHand && isKnownNow(key) };
  }
  if (Object.hasOwn(declared.secretParameters, key)) return restoredSecret(context, key, declared, before);
  const value = Object.hasOwn(declared.parameters, key) ? declared.parameters[key] : undefined;
  if (value !== undefined) return { value, isCertain: !isByHand };
  if (!IsNoEcho) return { value: DefaultValue, isCertain: !isByHand };
  // The default of a NoEcho parameter is masked.
  const isOfOtherVersion = since.some(({ ProvisioningArtifactId: id }) => id !== record.ProvisioningArtifactId);
  const isTried = isDeclaredOtherwise(context, key) || (isOfOtherVersion && !succeeded);
  return { keepsPrevious: !succeeded, isCertain: !isByHand && !isOfRollback && !isTried };
}

function isDeclaredOtherwise({ event }: StepContext, key: string): boolean {
  const { ParameterKeys = [], SecretParameters = {} } = event.OldResourceProperties ?? {};
  return ParameterKeys.includes(key) || Object.hasOwn(SecretParameters, key);
}

/** Restores the secret as of its declaration: the current version or the one before. */
async function restoredSecret(
  { cloud }: StepContext,
  key: string,
  { secretParameters }: Declaration,
  { declaredAt, since, isByHand }: ChangedState,
): Promise<Restored> {
  const reference = secretParameters[key] ?? {};
  const current = await readIfThere(cloud, key, reference);
  if (current && isOfThen(current, declaredAt)) return { ...asValue(current), isCertain: !isByHand };
  const former = current && formerVersion(reference, Number(current.version));
  const previous = former && (await readIfThere(cloud, key, former));
  if (previous && isOfThen(previous, declaredAt)) return { ...asValue(previous), isCertain: !isByHand };
  return since.some(hasSucceeded) && current
    ? { ...asValue(current), isCertain: false }
    : { keepsPrevious: true, isCertain: false };
}

type Secret = Awaited<ReturnType<typeof readSecretParameter>>;

function asValue(secret: Secret): Pick<Restored, 'value' | 'secret'> {
  return { value: secret.value, secret };
}

function isOfThen({ createdAt }: Secret, moment: number): boolean {
  return createdAt !== undefined && createdAt <= moment;
}

/** A deleted secret must not prevent the rollback. */
async function readIfThere(
  cloud: Cloud,
  key: string,
  reference: Declaration['secretParameters'][string],
): Promise<Secret | undefined> {
  try {
    return await readSecretParameter(cloud, key, reference);
  } catch (error) {
    if (isTransient(error)) throw error;
    return undefined;
  }
}
