import { parseTemplate } from './parse-template';
import { type ParameterDefinition } from './template';
import { declaredTransforms } from './transforms';

/** The parameters, outputs and types of a template, as GetTemplateSummary and Service Catalog report them. */
export interface TemplateSummary {
  readonly description?: string;
  readonly parameters: readonly ParameterSummary[];
  readonly outputs: readonly OutputSummary[];
  /** Every type once, in the order of the template. */
  readonly resourceTypes: readonly string[];
  readonly transforms: readonly string[];
}

export interface ParameterSummary {
  readonly key: string;
  readonly type: string;
  readonly defaultValue?: string;
  readonly noEcho: boolean;
  readonly description?: string;
  readonly allowedValues: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly minValue?: string;
  readonly maxValue?: string;
}

export interface OutputSummary {
  readonly key: string;
  readonly description?: string;
}

/** Reads JSON or YAML; throws the ValidationError of CloudFormation. */
export function summarizeTemplate(templateBody: string): TemplateSummary {
  const template = parseTemplate(templateBody);
  return {
    description: template.Description,
    parameters: Object.entries(template.Parameters ?? {}).map(([key, definition]) =>
      summarizeParameter(key, definition),
    ),
    outputs: Object.entries(template.Outputs ?? {}).map(([key, { Description }]) => ({
      key,
      description: Description,
    })),
    resourceTypes: [...new Set(Object.values(template.Resources).flatMap(({ Type }) => Type ?? []))],
    transforms: declaredTransforms(template),
  };
}

export function isNoEcho(definition: ParameterDefinition): boolean {
  return String(definition.NoEcho).toLowerCase() === 'true';
}

function summarizeParameter(key: string, definition: ParameterDefinition): ParameterSummary {
  return {
    key,
    type: definition.Type,
    defaultValue: text(definition.Default),
    noEcho: isNoEcho(definition),
    description: definition.Description,
    allowedValues: (definition.AllowedValues ?? []).map(String),
    allowedPattern: definition.AllowedPattern,
    constraintDescription: definition.ConstraintDescription,
    minLength: text(definition.MinLength),
    maxLength: text(definition.MaxLength),
    minValue: text(definition.MinValue),
    maxValue: text(definition.MaxValue),
  };
}

function text(value: string | number | boolean | null | undefined): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}
