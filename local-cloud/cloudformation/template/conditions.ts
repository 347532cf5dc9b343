import { evaluate, intrinsicCall, type Scope } from './evaluate';
import { isRecord, type RuleDefinition, TemplateError } from './template';

/** Evaluates a condition function of the sections Conditions and Rules. */
export function isTrue(condition: unknown, scope: Scope): boolean {
  if (typeof condition === 'boolean') return condition;
  if (condition === 'true' || condition === 'false') return condition === 'true';
  if (!isRecord(condition)) throw malformed(condition);
  if (typeof condition.Condition === 'string') return scope.condition(condition.Condition);
  const call = intrinsicCall(condition);
  if (!call || !Array.isArray(call.argument)) throw malformed(condition);
  return decide(call.name, call.argument, scope);
}

function decide(name: string, operands: readonly unknown[], scope: Scope): boolean {
  switch (name) {
    case 'Fn::And':
      return operands.every((operand) => isTrue(operand, scope));
    case 'Fn::Or':
      return operands.some((operand) => isTrue(operand, scope));
    case 'Fn::Not':
      return !isTrue(operands[0], scope);
    case 'Fn::Equals': {
      const [left, right] = operands.map((operand) => JSON.stringify(evaluate(stringify(operand), scope)));
      return left === right;
    }
    case 'Fn::Contains':
      return members(operands[0], scope).includes(String(evaluate(operands[1], scope)));
    case 'Fn::EachMemberEquals':
      return members(operands[0], scope).every((member) => member === String(evaluate(operands[1], scope)));
    case 'Fn::EachMemberIn': {
      const allowed = members(operands[1], scope);
      return members(operands[0], scope).every((member) => allowed.includes(member));
    }
    default:
      throw new TemplateError(`Template error: ${name} is not a condition function`);
  }
}

/** `!Equals [!Ref Count, 1]` compares strings. */
function stringify(operand: unknown): unknown {
  return typeof operand === 'number' || typeof operand === 'boolean' ? String(operand) : operand;
}

function members(operand: unknown, scope: Scope): string[] {
  const value = evaluate(operand, scope);
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function malformed(condition: unknown): TemplateError {
  return new TemplateError(`Template error: ${JSON.stringify(condition)} is not a condition`);
}

/** Throws where an assertion of the section Rules does not hold, e.g. the CDK's check of the bootstrap version. */
export function checkRules(rules: Readonly<Record<string, RuleDefinition>>, scope: Scope): void {
  for (const { RuleCondition, Assertions } of Object.values(rules)) {
    if (RuleCondition !== undefined && !isTrue(RuleCondition, scope)) continue;
    const broken = Assertions.find(({ Assert }) => !isTrue(Assert, scope));
    if (broken) throw new TemplateError(`Template error: ${broken.AssertDescription ?? JSON.stringify(broken.Assert)}`);
  }
}
