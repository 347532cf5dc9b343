import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';

/** What is wrong with a value, in one sentence that never shows a hidden one; undefined when it is right. */
export function parameterProblem(
  {
    ParameterKey: key,
    ParameterType: type = 'String',
    ParameterConstraints: rules = {},
  }: ProvisioningArtifactParameter,
  value: string,
  hidden: boolean,
): string | undefined {
  const is = hidden
    ? `parameter ${key} (its value is not shown)`
    : `parameter ${key} is ${JSON.stringify(value)}, which`;
  const items = isList(type) ? value.split(',').map((item) => item.trim()) : [value];
  const because = rules.ConstraintDescription ? ` (${rules.ConstraintDescription})` : '';

  const allowed = rules.AllowedValues ?? [];
  if (allowed.length > 0 && items.some((item) => !allowed.includes(item))) {
    return `${is} is not one of the allowed values: ${allowed.join(', ')}${because}`;
  }
  if (isNumeric(type) && items.some((item) => item === '' || !Number.isFinite(Number(item)))) {
    return `${is} is not a number`;
  }
  if (rules.AllowedPattern && items.some((item) => fails(rules.AllowedPattern, item))) {
    return `${is} does not match the pattern ${rules.AllowedPattern}${because}`;
  }
  if (isNumeric(type)) {
    if (items.some((item) => Number(item) < bound(rules.MinValue, -Infinity))) {
      return `${is} is below the minimum of ${rules.MinValue}${because}`;
    }
    if (items.some((item) => Number(item) > bound(rules.MaxValue, Infinity))) {
      return `${is} is above the maximum of ${rules.MaxValue}${because}`;
    }
    return undefined;
  }
  if (items.some((item) => item.length < bound(rules.MinLength, 0))) {
    return `${is} is shorter than ${rules.MinLength} characters${because}`;
  }
  if (items.some((item) => item.length > bound(rules.MaxLength, Infinity))) {
    return `${is} is longer than ${rules.MaxLength} characters${because}`;
  }
  return undefined;
}

function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function isNumeric(type: string): boolean {
  return type === 'Number' || type === 'List<Number>';
}

function bound(text: string | undefined, otherwise: number): number {
  return text === undefined || text === '' ? otherwise : Number(text);
}

/** Java's patterns are not all JavaScript's: one that we cannot read is left to the service to judge. */
function fails(pattern: string | undefined, value: string): boolean {
  try {
    return !new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return false;
  }
}
