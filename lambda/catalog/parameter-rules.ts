import { runInNewContext } from 'node:vm';
import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';

/** Limits the time of a match: the author of a version writes the pattern, and some backtrack for ages. */
const LONGEST_MATCH_MILLISECONDS = 250;

type Rules = NonNullable<ProvisioningArtifactParameter['ParameterConstraints']>;

/**
 * Explains in one sentence what is wrong with a value, without details if it is hidden. Returns undefined if it is
 * right.
 */
export function parameterProblem(
  {
    ParameterKey: key,
    ParameterType: type = 'String',
    ParameterConstraints: rules = {},
  }: ProvisioningArtifactParameter,
  value: string,
  hidden: boolean,
): string | undefined {
  const broken = brokenRule(type, rules, value);
  if (broken === undefined) return undefined;
  const because = rules.ConstraintDescription ? ` (${rules.ConstraintDescription})` : '';
  // The broken rule would reveal something about the value.
  if (hidden) {
    return `the value of parameter ${key}, not shown here, violates the constraints of this version${because}`;
  }
  return `parameter ${key} is ${JSON.stringify(value)}, which ${broken}${because}`;
}

function brokenRule(type: string, rules: Rules, value: string): string | undefined {
  const items = isList(type) ? value.split(',').map((item) => item.trim()) : [value];
  const allowed = rules.AllowedValues ?? [];
  if (allowed.length > 0 && items.some((item) => !allowed.includes(item))) {
    return `is not one of the allowed values: ${allowed.join(', ')}`;
  }
  if (isNumeric(type) && items.some((item) => item === '' || !Number.isFinite(Number(item)))) return 'is not a number';
  if (rules.AllowedPattern && items.some((item) => fails(rules.AllowedPattern, item))) {
    return `does not match the pattern ${rules.AllowedPattern}`;
  }
  return isNumeric(type) ? brokenBound(rules, items) : brokenLength(rules, items);
}

function brokenBound({ MinValue, MaxValue }: Rules, items: readonly string[]): string | undefined {
  if (items.some((item) => Number(item) < bound(MinValue, -Infinity))) return `is below the minimum of ${MinValue}`;
  if (items.some((item) => Number(item) > bound(MaxValue, Infinity))) return `is above the maximum of ${MaxValue}`;
  return undefined;
}

function brokenLength({ MinLength, MaxLength }: Rules, items: readonly string[]): string | undefined {
  if (items.some((item) => item.length < bound(MinLength, 0))) return `is shorter than ${MinLength} characters`;
  if (items.some((item) => item.length > bound(MaxLength, Infinity))) return `is longer than ${MaxLength} characters`;
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

/** Patterns are Java's. One that JavaScript cannot read, or not in time, is left to the service. */
function fails(pattern: string | undefined, value: string): boolean {
  try {
    // Only a VM timeout stops a regular expression.
    return !runInNewContext(
      "new RegExp(`^(?:${pattern})$`, 'u').test(value)",
      { pattern, value },
      { timeout: LONGEST_MATCH_MILLISECONDS },
    );
  } catch {
    return false;
  }
}
