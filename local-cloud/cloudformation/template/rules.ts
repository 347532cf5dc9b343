import { isTrue } from './conditions';
import { type Scope } from './evaluate';
import { type RuleDefinition } from './template';
import { TemplateError } from './template-error';

/** Throws when an assertion of the section Rules does not hold, e.g. the CDK's check of the bootstrap version. */
export function checkRules(rules: Readonly<Record<string, RuleDefinition>>, scope: Scope): void {
  for (const { RuleCondition, Assertions } of Object.values(rules)) {
    if (RuleCondition !== undefined && !isTrue(RuleCondition, scope)) continue;
    const broken = Assertions.find(({ Assert }) => !isTrue(Assert, scope));
    if (broken) throw new TemplateError(`Template error: ${broken.AssertDescription ?? JSON.stringify(broken.Assert)}`);
  }
}
