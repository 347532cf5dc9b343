import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { declare } from './declared-product';
import { ProvisionedProductProvider, ProvisionedProductProviderProps } from '../../src';

/** The logical id of the product of `templateWith`. */
export const PRODUCT_ID = 'Network1C6012B5';

/** The template of a stack with a product whose provider has these properties. */
export function templateWith(props: ProvisionedProductProviderProps, stack: Stack): Template {
  declare(stack, { provider: new ProvisionedProductProvider(stack, 'Provider', props) });
  return Template.fromStack(stack);
}

/** Logical ids of everything that the stack's only product waits for, over any number of steps. */
export function awaited(template: Template): Set<string> {
  const resources = template.toJSON().Resources as Record<string, { DependsOn?: string[] }>;
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const next of [...(resources[id]?.DependsOn ?? []), ...referencesIn(resources[id])]) {
      if (found.has(next) || !(next in resources)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(PRODUCT_ID);
  return found;
}

function referencesIn(resource: unknown): string[] {
  const references = JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g);
  return [...references].map(([, logicalId]) => logicalId ?? '');
}
