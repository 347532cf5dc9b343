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
  /** Keys whose values from before nobody can tell for sure. */
  readonly untold: readonly string[];
  readonly secrets: ReadSecrets;
}

/** What goes for one parameter; nothing: it is left out. */
interface Restored {
  readonly value?: string;
  readonly keepsPrevious?: boolean;
  /** Whether that is surely what the product had. */
  readonly isCertain: boolean;
  readonly secret?: { readonly value: string; readonly version?: string };
}

/**
 * The values that a product had before an operation changed it. Records tell none, so they are those of the former
 * declaration and the defaults of the version that ran. Previous values are those from before where the operation has had
 * no success (or, as nobody knows, those that failed), and the wrong ones where it had: they are asked for only where
 * nothing else tells.
 *
 * @param isKnownNow - whether what runs now has such a parameter, which could have a previous value
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
  const { since, isByHand, record } = before;
  const succeeded = since.some(hasSucceeded);
  // Set by hand, nobody knows to what.
  if (isByHand && !succeeded) return { keepsPrevious: true, isCertain: false };
  if (declared.previousParameters.includes(key)) {
    // Kept by what is rolled back, too, it is still the same.
    const wasKept = context.event.OldResourceProperties?.PreviousParameters?.includes(key) === true;
    return { value: DefaultValue, keepsPrevious: true, isCertain: wasKept && !isByHand && isKnownNow(key) };
  }
  if (Object.hasOwn(declared.secretParameters, key)) return restoredSecret(context, key, declared, before);
  const value = Object.hasOwn(declared.parameters, key) ? declared.parameters[key] : undefined;
  if (value !== undefined) return { value, isCertain: !isByHand };
  if (!IsNoEcho) return { value: DefaultValue, isCertain: !isByHand };
  // The default of a NoEcho parameter comes masked.
  const isOfOtherVersion = since.some(({ ProvisioningArtifactId: id }) => id !== record.ProvisioningArtifactId);
  const isTried = isDeclaredOtherwise(context, key) || (isOfOtherVersion && !succeeded);
  return { keepsPrevious: !succeeded, isCertain: !isByHand && !isTried };
}

function isDeclaredOtherwise({ event }: StepContext, key: string): boolean {
  const { ParameterKeys = [], SecretParameters = {} } = event.OldResourceProperties ?? {};
  return ParameterKeys.includes(key) || Object.hasOwn(SecretParameters, key);
}

/** As it was when it was declared: its version from then, be it the current one or the one before. */
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

/** A secret that is gone must not keep the product from going back. */
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
