import { type Catalog } from './catalog';
import { type TemplateRules } from './constraint';
import { type Portfolio } from './portfolio';
import { type Product } from './product';
import { readTemplate } from '../../cloudformation/template/parse-template';
import { isRecord } from '../../cloudformation/template/template';

/**
 * Reads the text of a template constraint: rules, or a section Rules that contains them. Returns undefined for other
 * texts.
 */
export function readRules(text: string): TemplateRules | undefined {
  try {
    const read: unknown = JSON.parse(text);
    const rules = isRecord(read) && isRecord(read.Rules) ? read.Rules : read;
    return isRecord(rules) && Object.values(rules).every(isRule) ? (rules as TemplateRules) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the rules of all template constraints of a product in a portfolio. */
export function rulesOf(catalog: Catalog, product: Product, portfolio: Portfolio): TemplateRules {
  const constraints = catalog.constraintsOf(portfolio.id, product.id);
  return Object.fromEntries(
    constraints.flatMap((constraint) =>
      constraint.type === 'TEMPLATE'
        ? // Two constraints may have rules of the same name.
          Object.entries(constraint.rules).map(([name, rule]) => [`${constraint.id.replace(/\W/g, '')}${name}`, rule])
        : [],
    ),
  );
}

/** Adds the rules to the template, so that CloudFormation checks the parameters against them. */
export function withRules(template: string, rules: TemplateRules): string {
  if (Object.keys(rules).length === 0) return template;
  const read = readTemplate(template);
  if (!isRecord(read)) return template;
  return JSON.stringify({ ...read, Rules: { ...(isRecord(read.Rules) ? read.Rules : {}), ...rules } });
}

function isRule(rule: unknown): boolean {
  return isRecord(rule) && Array.isArray(rule.Assertions) && rule.Assertions.every(isRecord);
}
