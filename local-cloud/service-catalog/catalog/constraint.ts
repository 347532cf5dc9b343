import type { ConstraintSummary } from '@aws-sdk/client-service-catalog';
import { type RuleDefinition } from '../../cloudformation/template/template';

export type TemplateRules = Readonly<Record<string, RuleDefinition>>;

/** A constraint on one product in one portfolio. */
export type Constraint = ConstraintRule & {
  readonly id: string;
  readonly portfolioId: string;
  readonly productId: string;
  readonly description?: string;
};

export type ConstraintRule =
  | { readonly type: 'LAUNCH'; readonly roleArn: string }
  | { readonly type: 'NOTIFICATION'; readonly notificationArns: readonly string[] }
  | { readonly type: 'TEMPLATE'; readonly rules: TemplateRules }
  | { readonly type: 'STACKSET'; readonly accounts: readonly string[]; readonly regions: readonly string[] }
  | { readonly type: 'RESOURCE_UPDATE'; readonly tagUpdates: 'ALLOWED' | 'NOT_ALLOWED' };

export type ConstraintOf<T extends Constraint['type']> = Extract<Constraint, { type: T }>;

export function constraintSummary({ type, description }: Constraint): ConstraintSummary {
  return { Type: type, Description: description };
}
