import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';
import { VersionContent } from './version-content';
import { ParameterDefinition } from '../cloudformation/template/template';

/** The parameters of a version as the API tells them: every number is a string. */
export function provisioningArtifactParameters({ parameters }: VersionContent): ProvisioningArtifactParameter[] {
  return Object.entries(parameters).map(([key, definition]) => describe(key, definition));
}

function describe(key: string, definition: ParameterDefinition): ProvisioningArtifactParameter {
  return {
    ParameterKey: key,
    DefaultValue: text(definition.Default),
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

function text(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
