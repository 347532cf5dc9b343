import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';
import { type Behaviours } from '../behaviours';
import { type Product } from './product';
import { type VersionContent } from './version-content';
import { type ParameterDefinition } from '../../cloudformation/template/template';

/** Returns the parameters of a version in the format of the API, in which every number is a string. */
export function provisioningArtifactParameters(
  { kind }: Product,
  { parameters }: VersionContent,
  { defaultOfNoDefault }: Behaviours,
): ProvisioningArtifactParameter[] {
  const isEmpty =
    kind !== 'CLOUD_FORMATION_TEMPLATE' && kind !== 'CONTROL_TOWER_ACCOUNT' && defaultOfNoDefault === 'EMPTY';
  return Object.entries(parameters).map(([key, definition]) => describe(key, definition, isEmpty ? '' : undefined));
}

function describe(
  key: string,
  definition: ParameterDefinition,
  noDefault: string | undefined,
): ProvisioningArtifactParameter {
  return {
    ParameterKey: key,
    DefaultValue: text(definition.Default) ?? noDefault,
    ParameterType: definition.Type,
    IsNoEcho: String(definition.NoEcho).toLowerCase() === 'true',
    Description: definition.Description,
    ParameterConstraints: {
      AllowedValues: definition.AllowedValues?.map(String) ?? [],
      AllowedPattern: definition.AllowedPattern,
      ConstraintDescription: definition.ConstraintDescription,
      MaxLength: text(definition.MaxLength),
      MinLength: text(definition.MinLength),
      MaxValue: text(definition.MaxValue),
      MinValue: text(definition.MinValue),
    },
  };
}

/** A Terraform default may be null: the variable has no value then, and needs none. */
function text(value: string | number | boolean | null | undefined): string | undefined {
  return value === undefined ? undefined : String(value ?? '');
}
