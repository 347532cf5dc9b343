import { ParameterDefinition } from './template';
import { TemplateError } from './template-error';

type Parameters = Readonly<Record<string, string>>;

export interface ParameterValues {
  /** As given, or the default. */
  readonly given: Parameters;
  /** What Ref gives: the value behind an SSM parameter type, a list for the list types. */
  readonly resolved: Readonly<Record<string, string | readonly string[]>>;
}

/** Gives every parameter of the template its value, or throws what CloudFormation says about the first wrong one. */
export function bindParameters(
  definitions: Readonly<Record<string, ParameterDefinition>>,
  given: Parameters,
  ssmParameter: (name: string) => string | undefined,
): ParameterValues {
  refuse(
    Object.keys(given).filter((key) => !(key in definitions)),
    'do not exist in the template',
  );
  refuse(
    Object.keys(definitions).filter((key) => given[key] === undefined && definitions[key]?.Default === undefined),
    'must have values',
  );
  const values = Object.entries(definitions).map(([key, { Default }]) => [key, given[key] ?? String(Default)] as const);
  const resolved = values.map(([key, value]) => {
    const definition = definitions[key];
    if (!definition) return [key, value] as const;
    checkConstraints(key, value, definition);
    return [key, resolveValue(value, definition.Type, ssmParameter)] as const;
  });
  return { given: Object.fromEntries(values), resolved: Object.fromEntries(resolved) };
}

function refuse(keys: readonly string[], why: string): void {
  if (keys.length > 0) throw new TemplateError(`Parameters: [${keys.join(', ')}] ${why}`);
}

function resolveValue(
  value: string,
  type: string,
  ssmParameter: (name: string) => string | undefined,
): string | string[] {
  const typeInStore = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  if (typeInStore === undefined) return isList(type) ? splitList(value) : value;
  const stored = ssmParameter(value);
  if (stored === undefined) {
    throw new TemplateError(`Unable to fetch parameters [${value}] from parameter store for this account.`);
  }
  return isList(typeInStore) ? splitList(stored) : stored;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function splitList(value: string): string[] {
  return value === '' ? [] : value.split(',').map((entry) => entry.trim());
}

function checkConstraints(key: string, value: string, definition: ParameterDefinition): void {
  for (const entry of isList(definition.Type) ? splitList(value) : [value]) {
    const problem = brokenConstraint(entry, definition);
    if (problem === undefined) continue;
    const { ConstraintDescription } = definition;
    throw new TemplateError(
      `Parameter '${key}' ${ConstraintDescription ? `failed to satisfy constraint: ${ConstraintDescription}` : problem}`,
    );
  }
}

function brokenConstraint(value: string, definition: ParameterDefinition): string | undefined {
  const { AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = definition;
  if (AllowedValues && !AllowedValues.map(String).includes(value)) return 'must be one of AllowedValues';
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    return `must match pattern ${AllowedPattern}`;
  }
  if (MinLength !== undefined && value.length < Number(MinLength)) {
    return `must contain at least ${MinLength} characters`;
  }
  if (MaxLength !== undefined && value.length > Number(MaxLength)) {
    return `must contain at most ${MaxLength} characters`;
  }
  if (!['Number', 'List<Number>'].includes(definition.Type)) return undefined;
  if (value.trim() === '' || Number.isNaN(Number(value))) return 'must be a number';
  if (MinValue !== undefined && Number(value) < Number(MinValue)) return `must be a number not less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue)) {
    return `must be a number not greater than ${MaxValue}`;
  }
  return undefined;
}
