import { Annotations, CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { validateDeclarationSize } from './declaration-size';
import { problemsOfName } from './names';
import { noEchoParametersIn } from './no-echo-parameters';
import { validateNoSecretReference } from './secret-references';
import { validateTags } from './tags';
import type { ProvisionedProduct, ProvisionedProductProps } from '../../provisioned-product';

type Texts = { readonly [key: string]: string };

/** Problems that show at synthesis only: `Tags.of(...)` adds tags after constructors, and tokens tell what they stand for. */
export function problemsAtSynthesis(
  product: ProvisionedProduct,
  resource: CfnResource,
  { parameters = {}, stackSetPreferences }: ProvisionedProductProps,
): string[] {
  const { stack } = resource;
  const tags = product.cdkTagManager.tagValues();
  warnOfNoEcho(resource, parameters, tags);
  return [
    ...problemsOfName(product),
    ...problemsOf(() => validateTags(tags)),
    ...problemsOf(() => validateNoSecretReference(stack.resolve({ parameters, tags }))),
    ...problemsOf(() => validateDeclarationSize(stack.resolve({ parameters, tags, stackSetPreferences }))),
  ];
}

/** CloudFormation hides the values of NoEcho parameters, and the executions of the state machine do not. */
function warnOfNoEcho(construct: IConstruct, parameters: Texts, tags: Texts): void {
  const warn = (property: string, value: string, advice: string): void => {
    for (const parameter of noEchoParametersIn(construct, value)) {
      Annotations.of(construct).addWarningV2(
        'cdk-provisioned-product:noEchoInPlainText',
        `${property} has the value of the NoEcho parameter "${parameter}", which everybody could read who may look at ` +
          `the executions of the provider's state machine: ${advice}`,
      );
    }
  };
  for (const [key, value] of Object.entries(parameters)) {
    warn(`parameters.${key}`, value, 'keep the value in a secret, and move the parameter to secretParameters');
  }
  for (const [key, value] of Object.entries(tags)) {
    warn(`the value of the tag "${key}"`, value, 'remove the tag; what is secret goes into secretParameters');
  }
}

function problemsOf(validate: () => void): string[] {
  try {
    validate();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
