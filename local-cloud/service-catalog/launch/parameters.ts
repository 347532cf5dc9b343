import type { UpdateProvisioningParameter } from '@aws-sdk/client-service-catalog';
import { bindParameters } from '../../cloudformation/template/parameters';
import { AwsError } from '../../gateway/service';
import { type Behaviours } from '../behaviours';
import { type VersionContent } from '../catalog/version-content';
import { invalidParameters } from '../errors';
import { type Parameters } from '../model/launch-spec';

/** Returns CloudFormation's error about the parameters, or undefined. */
export function problemOf(parameters: Parameters, content: VersionContent): string | undefined {
  try {
    // A variable whose default is null needs no value.
    const asked = Object.entries(content.parameters).filter(
      ([key, { Default }]) => Default !== null || Object.hasOwn(parameters, key),
    );
    bindParameters(Object.fromEntries(asked), parameters, (name) => name);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

/** The values that an update starts from, and the version that they are for. */
export interface Previous {
  readonly parameters: Parameters;
  readonly content: VersionContent;
}

/** Returns the parameters of a launch, or those of an update together with the previous ones. */
export function effectiveParameters(
  requested: readonly UpdateProvisioningParameter[],
  previous: Previous | undefined,
  content: VersionContent,
  behaviours: Behaviours,
): Parameters {
  const parameters = new Map<string, string>();
  if (behaviours.parametersLeftOut === 'KEPT') {
    // Parameters that the new version does not have are dropped.
    for (const key of Object.keys(content.parameters)) assign(parameters, key, valueIn(previous?.parameters, key));
  }
  const mentioned = new Set<string>();
  for (const { Key, Value, UsePreviousValue } of requested) {
    if (Key === undefined) throw invalidParameters('Parameter key must be specified.');
    if (mentioned.has(Key)) throw invalidParameters(`Duplicate parameter key: ${Key}`);
    mentioned.add(Key);
    if (UsePreviousValue && Value !== undefined && Value !== '') {
      throw invalidParameters('Cannot specify usePreviousValue as true and non empty value for a parameter');
    }
    assign(parameters, Key, UsePreviousValue ? previousValue(Key, previous, behaviours) : Value);
  }
  return Object.fromEntries(parameters);
}

/** Returns the previous value, which may have been the default. */
function previousValue(
  key: string,
  previous: Previous | undefined,
  { previousOfNewParameter }: Behaviours,
): string | undefined {
  const known = previous?.content.parameters ?? {};
  const definition = Object.hasOwn(known, key) ? known[key] : undefined;
  if (previous === undefined || (definition === undefined && previousOfNewParameter === 'REFUSED')) {
    // CloudFormation's own message.
    throw invalidParameters(
      `Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  }
  const value = valueIn(previous.parameters, key) ?? definition?.Default;
  return value === undefined ? undefined : String(value);
}

function assign(parameters: Map<string, string>, key: string, value: string | undefined): void {
  if (value !== undefined) parameters.set(key, value);
}

/** A parameter may be called `constructor`. */
function valueIn(parameters: Parameters | undefined, key: string): string | undefined {
  return parameters && Object.hasOwn(parameters, key) ? parameters[key] : undefined;
}
