import { ScriptedFunction } from './custom-resource/scripted-function';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { CloudFormation } from '../../../local-cloud/cloudformation/cloudformation';
import { CloudFormationOptions } from '../../../local-cloud/cloudformation/cloudformation-options';
import { CustomResourceOptions } from '../../../local-cloud/cloudformation/custom-resource/custom-resource-handler';
import { ScriptedResourceHandler } from '../../../local-cloud/cloudformation/resource-handlers/scripted-resource-handler';
import { BucketResource } from '../../../local-cloud/s3/bucket-resource';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { ACCOUNT } from '../endpoint';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111111111111:function:handler';

export interface Engine {
  readonly clock: JumpingClock;
  readonly cloudFormation: CloudFormation;
  readonly lambda: ScriptedFunction;
  /** The events of a stack, oldest first, as `<logical id> <status>`. */
  history(stackName: string): string[];
}

/** The stack engine with a scripted function behind its custom resources and `Test::Sibling` beside them. */
export function startEngine(
  options: Partial<Omit<CloudFormationOptions, 'customResources'>> = {},
  customResources: Partial<CustomResourceOptions> = {},
): Engine {
  const clock = new JumpingClock();
  const lambda = new ScriptedFunction(clock, () => cloudFormation);
  const cloudFormation: CloudFormation = new CloudFormation({
    clock,
    ...options,
    handlers: {
      'AWS::S3::Bucket': new BucketResource(new ObjectStore(() => clock.now()), ACCOUNT),
      'Test::Sibling': new ScriptedResourceHandler(clock),
      ...options.handlers,
    },
    customResources: {
      invokeAsync: (_functionArn, payload) => lambda.invoke(payload),
      responseEndpoint: () => 'http://127.0.0.1:4566/cloudformation-response',
      ...customResources,
    },
  });
  return {
    clock,
    cloudFormation,
    lambda,
    history: (stackName) =>
      (cloudFormation.stack(stackName)?.events ?? []).map(
        ({ logicalResourceId, resourceStatus }) => `${logicalResourceId} ${resourceStatus}`,
      ),
  };
}

type Resources = Readonly<Record<string, object>>;

/** A request for the stack `app` with these resources. */
export function app(resources: Resources, rest: object = {}) {
  return { stackName: 'app', templateBody: JSON.stringify({ Resources: resources, ...rest }), parameters: {} };
}

export function product(properties: object = {}, attributes: object = {}): object {
  return { Type: 'Custom::Product', Properties: { ServiceToken: FUNCTION_ARN, ...properties }, ...attributes };
}

export function sibling(properties: object = {}, attributes: object = {}): object {
  return { Type: 'Test::Sibling', Properties: properties, ...attributes };
}

export const FAILED = { Status: 'FAILED', Reason: 'it broke' };
