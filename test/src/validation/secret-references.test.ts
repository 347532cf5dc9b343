import { Lazy, SecretValue, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { declare, newStack, PROVISIONED_PRODUCT, propertiesOf } from '../declared-product';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:database-AbCdEf';

describe('a dynamic reference to a secret', () => {
  test.each<[string, (stack: Stack) => string, string]>([
    [
      'of a secret of the app',
      (stack) => new secretsmanager.Secret(stack, 'Secret').secretValueFromJson('password').unsafeUnwrap(),
      '{{resolve:secretsmanager:',
    ],
    [
      'within other text',
      () => `user:${SecretValue.secretsManager(SECRET_ARN).unsafeUnwrap()}@host`,
      '{{resolve:secretsmanager:',
    ],
    [
      'of an imported SecureString',
      (stack) =>
        ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/password' })
          .stringValue,
      '{{resolve:ssm-secure:',
    ],
    ['written by hand', () => '{{resolve:ssm-secure:/password:1}}', '{{resolve:ssm-secure:'],
    ['that is lazy', () => Lazy.string({ produce: () => '{{resolve:ssm-secure:/x}}' }), '{{resolve:ssm-secure:'],
  ])('fails at synthesis as a parameter: one %s', (_what, value, reference) => {
    const stack = newStack();
    declare(stack, { parameters: { Password: value(stack) } });

    expect(() => Template.fromStack(stack)).toThrow(
      `parameters.Password has the dynamic reference "${reference}…}}", but CloudFormation supports none to secrets ` +
        'here: move the parameter to secretParameters',
    );
  });

  test('fails at synthesis as the value of a tag', () => {
    const stack = newStack();
    declare(stack);

    Tags.of(stack).add('password', SecretValue.ssmSecure('/password').unsafeUnwrap(), {
      includeResourceTypes: [PROVISIONED_PRODUCT],
    });

    expect(() => Template.fromStack(stack)).toThrow('the value of the tag "password" has the dynamic reference');
  });

  test('is no reference to a parameter that is not secret', () => {
    expect(propertiesOf({ parameters: { Ami: '{{resolve:ssm:/ami:1}}' } }).ProvisioningParameters).toEqual({
      Ami: '{{resolve:ssm:/ami:1}}',
    });
  });
});
