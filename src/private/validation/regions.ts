import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isKnown } from './environment';
import type { ProvisionedProductProps } from '../../provisioned-product';

/** Throws where something that a provisioned product needs is known to be in another Region than its stack. */
export function validateRegions(construct: IConstruct, props: ProvisionedProductProps): void {
  const stack = Stack.of(construct);
  const validate = (property: string, region: string | undefined): void => {
    if (region === undefined || region === stack.region || !isKnown(region) || !isKnown(stack.region)) return;
    throw new Error(
      `${property} is in Region ${region}, but the stack "${stack.node.path}" is in ${stack.region}: take one of ` +
        `${stack.region}, or declare the provisioned product in a stack of ${region}`,
    );
  };
  validate('product', props.product._region);
  validate('portfolio', props.portfolio?.env.region);
  validate('the portfolio of launchPath', props.launchPath?._region);
  for (const [index, topic] of (props.notificationTopics ?? []).entries()) {
    validate(`notificationTopics[${index}]`, topic.env.region);
  }
  for (const [key, secret] of Object.entries(props.secretParameters ?? {})) {
    validate(`secretParameters.${key}`, secret._region);
  }
}
