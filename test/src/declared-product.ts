import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CatalogProduct, ProvisionedProduct, ProvisionedProductProps } from '../../src';

export const PROVISIONED_PRODUCT = 'Custom::ServiceCatalogProvisionedProduct';

export function newStack(id: string = 'Stack', scope: Construct = new App()): Stack {
  return new Stack(scope, id);
}

/** Declare the product "Network" with these properties. */
export function declare(
  stack: Stack,
  props: Partial<ProvisionedProductProps> = {},
  id: string = 'Network',
): ProvisionedProduct {
  return new ProvisionedProduct(stack, id, { product: CatalogProduct.fromName('Network'), ...props });
}

export interface DeclaredResource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The only provisioned product in the stack's template. */
export function declaredIn(stack: Stack): DeclaredResource {
  const resources = Object.values(Template.fromStack(stack).findResources(PROVISIONED_PRODUCT));
  const [resource] = resources;
  if (resource === undefined || resources.length > 1) {
    throw new Error(`the stack declares ${resources.length} provisioned products`);
  }
  return { ...resource, Properties: resource.Properties ?? {} };
}

/** The properties that come of declaring one product with these props, in a stack of its own. */
export function propertiesOf(props: Partial<ProvisionedProductProps>): Readonly<Record<string, unknown>> {
  const stack = newStack();
  declare(stack, props);
  return declaredIn(stack).Properties;
}

/** Declares one product with these props, in a stack of its own. */
export function declaring(props: Partial<ProvisionedProductProps>): () => void {
  return () => declare(newStack(), props);
}
