import { matchesAllowedPattern } from './allowed-pattern';
import { type ParameterDefinition, TemplateError } from './template';

type Parameters = Readonly<Record<string, string>>;

export interface ParameterValues {
  /** The given values, and the defaults of the others. */
  readonly given: Parameters;
  /** The values that Ref returns: for an SSM parameter type the value of that parameter, for a list type a list. */
  readonly resolved: Readonly<Record<string, string | readonly string[]>>;
}

/** Returns the value of every parameter of the template, or throws CloudFormation's error about the first wrong one. */
export function bindParameters(
  definitions: Readonly<Record<string, ParameterDefinition>>,
  given: Parameters,
  ssmParameter: (name: string) => string | undefined,
): ParameterValues {
  refuse(
    Object.keys(given).filter((key) => !Object.hasOwn(definitions, key)),
    'do not exist in the template',
  );
  refuse(
    Object.entries(definitions).flatMap(([key, { Default }]) =>
      Object.hasOwn(given, key) || Default !== undefined ? [] : [key],
    ),
    'must have values',
  );
  const bound = Object.entries(definitions).map(([key, definition]) => {
    // A parameter may be called `constructor`.
    const value = Object.hasOwn(given, key) ? (given[key] ?? '') : String(definition.Default);
    checkConstraints(key, value, definition);
    return { key, value, resolved: resolveValue(value, definition.Type, ssmParameter) };
  });
  return {
    given: Object.fromEntries(bound.map(({ key, value }) => [key, value])),
    resolved: Object.fromEntries(bound.map(({ key, resolved }) => [key, resolved])),
  };
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

export function splitList(value: string): string[] {
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
  if (AllowedPattern !== undefined && !matchesAllowedPattern(AllowedPattern, value)) {
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
