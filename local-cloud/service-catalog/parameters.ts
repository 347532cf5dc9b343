import type { UpdateProvisioningParameter } from '@aws-sdk/client-service-catalog';
import { Behaviours } from './behaviours';
import { invalidParameters } from './errors';
import { VersionContent } from './version-content';
import { bindParameters } from '../cloudformation/template/parameters';
import { AwsError } from '../gateway/service';

export type Parameters = Readonly<Record<string, string>>;

/** What CloudFormation has against these parameters. */
export function problemOf(parameters: Parameters, content: VersionContent): string | undefined {
  try {
    bindParameters(content.parameters, parameters, (name) => name);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

/** As an indiscreet reason quotes them: as they are, and in JSON. */
export function quoted(parameters: Parameters): string {
  return `${Object.values(parameters).join(', ')}, which is ${JSON.stringify(parameters)}`;
}

/** The parameters of a launch, or of an update together with those of the last launch. */
export function effectiveParameters(
  requested: readonly UpdateProvisioningParameter[],
  previous: Parameters,
  content: VersionContent,
  behaviours: Behaviours,
): Parameters {
  const parameters: Record<string, string> = {};
  if (behaviours.parametersLeftOut === 'KEPT') {
    // Those that the new version does not know any more are dropped.
    for (const key of Object.keys(content.parameters)) assign(parameters, key, previous[key]);
  }
  const mentioned = new Set<string>();
  for (const { Key, Value, UsePreviousValue } of requested) {
    if (Key === undefined) throw invalidParameters('Parameter key must be specified.');
    if (mentioned.has(Key)) throw invalidParameters(`Duplicate parameter key: ${Key}`);
    mentioned.add(Key);
    if (UsePreviousValue && Value !== undefined && Value !== '') {
      throw invalidParameters('Cannot specify usePreviousValue as true and non empty value for a parameter');
    }
    assign(parameters, Key, UsePreviousValue ? previous[Key] : Value);
  }
  return parameters;
}

function assign(parameters: Record<string, string>, key: string, value: string | undefined): void {
  if (value !== undefined) parameters[key] = value;
}
