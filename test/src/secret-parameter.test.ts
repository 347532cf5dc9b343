import { App, CfnParameter } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { declare, declaredIn, newStack } from './declared-product';
import { ProvisionedProductProvider, SecretParameter } from '../../src';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:database-AbCdEf';

test('a secret travels as its ARN, field and version', () => {
  const stack = newStack();
  const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET_ARN);

  declare(stack, {
    secretParameters: {
      Whole: SecretParameter.fromSecretsManager(secret),
      Field: SecretParameter.fromSecretsManager(secret, { jsonField: 'password', versionStage: 'AWSPREVIOUS' }),
      Version: SecretParameter.fromSecretsManager(secret, { versionId: 'b5f1' }),
    },
  });

  expect(declaredIn(stack).Properties.SecretParameters).toEqual({
    Whole: { SecretId: SECRET_ARN },
    Field: { SecretId: SECRET_ARN, JsonField: 'password', VersionStage: 'AWSPREVIOUS' },
    Version: { SecretId: SECRET_ARN, VersionId: 'b5f1' },
  });
});

test('no dynamic reference to a secret gets into the template', () => {
  const stack = newStack();
  const secret = new secretsmanager.Secret(stack, 'Secret');

  declare(stack, {
    secretParameters: { Password: SecretParameter.fromSecretsManager(secret, { jsonField: 'password' }) },
  });

  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('{{resolve');
});

test('the function may read the secret that is used, and no other', () => {
  const stack = newStack();
  const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET_ARN);

  declare(stack, { secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } });

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Action: 'secretsmanager:GetSecretValue',
          Effect: 'Allow',
          Resource: SECRET_ARN,
        },
      ]),
    },
  });
});

test('the function may read a secret that is imported by its name', () => {
  const stack = newStack();
  const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'database');

  declare(stack, { secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } });

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'secretsmanager:GetSecretValue',
          Resource: { 'Fn::Join': ['', Match.arrayWith([':secret:database-??????'])] },
        }),
      ]),
    },
  });
});

test('a secret of another stack may have a key of its own, without a cycle of stacks', () => {
  const app = new App();
  const secrets = newStack('Secrets', app);
  const secret = new secretsmanager.Secret(secrets, 'Secret', { encryptionKey: new kms.Key(secrets, 'Key') });
  const stack = newStack('Consumer', app);

  declare(stack, { secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } });

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'kms:Decrypt',
          Condition: {
            StringEquals: {
              'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
            },
          },
          Resource: { 'Fn::ImportValue': Match.stringLikeRegexp('^Secrets:') },
        }),
      ]),
    },
  });
  expect(secrets.dependencies).toEqual([]);
});

test('without secret parameters the function may read no secret', () => {
  const stack = newStack();
  declare(stack);

  const template = JSON.stringify(Template.fromStack(stack).toJSON());

  expect(template).not.toContain('secretsmanager:');
  expect(template).not.toContain('ssm:Get');
  expect(template).not.toContain('kms:');
});

const VIA_SYSTEMS_MANAGER = { 'Fn::Join': ['', ['ssm.', { Ref: 'AWS::Region' }, '.amazonaws.com']] };

test('a SecureString travels as its name and version, and may be read and decrypted', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', {
    parameterName: '/database/password',
  });

  declare(stack, {
    secretParameters: { Password: SecretParameter.fromSsmSecureString(parameter, { version: 3, encryptionKey }) },
  });

  expect(declaredIn(stack).Properties.SecretParameters).toEqual({
    Password: { ParameterName: '/database/password', ParameterVersion: '3' },
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'ssm:GetParameter',
          Resource: { 'Fn::Join': ['', Match.arrayWith([':parameter/database/password'])] },
        }),
        Match.objectLike({
          Action: 'kms:Decrypt',
          Condition: { StringEquals: { 'kms:ViaService': VIA_SYSTEMS_MANAGER } },
          Resource: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] },
        }),
      ]),
    },
  });
});

test('a SecureString may be decrypted with the key that it was imported with', () => {
  const stack = newStack();
  const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/of-the-parameter';
  const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', {
    parameterName: '/database/password',
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', keyArn),
  });

  declare(stack, { secretParameters: { Password: SecretParameter.fromSsmSecureString(parameter) } });

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        {
          Action: 'kms:Decrypt',
          Condition: { StringEquals: { 'kms:ViaService': VIA_SYSTEMS_MANAGER } },
          Effect: 'Allow',
          Resource: keyArn,
        },
      ]),
    },
  });
});

test('a SecureString may have a version that only the deployment knows', () => {
  const stack = newStack();
  const parameter = ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/database/password');
  const version = new CfnParameter(stack, 'Version', { type: 'Number' }).valueAsNumber;

  declare(stack, { secretParameters: { Password: SecretParameter.fromSsmSecureString(parameter, { version }) } });

  expect(declaredIn(stack).Properties.SecretParameters).toMatchObject({
    Password: { ParameterVersion: { Ref: 'Version' } },
  });
});

test.each([0, -1, 1.5, NaN])('fails for version %d of a SecureString', (version) => {
  const parameter = ssm.StringParameter.fromStringParameterName(newStack(), 'Parameter', '/database/password');

  expect(() => SecretParameter.fromSsmSecureString(parameter, { version })).toThrow(
    `version ${version} of a SecureString must be a whole number of 1 or more: leave it out for the latest version`,
  );
});

test('a shared provider may read a secret of the stack that uses it, without a cycle of stacks', () => {
  const app = new App();
  const provider = new ProvisionedProductProvider(newStack('Shared', app), 'Provider');
  const stack = newStack('Consumer', app);
  const secret = new secretsmanager.Secret(stack, 'Secret');

  declare(stack, { provider, secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } });

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Resource: { Ref: Match.stringLikeRegexp('^Secret') } })] },
    Roles: [{ 'Fn::ImportValue': Match.stringLikeRegexp('^Shared:') }],
  });
  expect(declaredIn(stack).DependsOn).toEqual(Object.keys(template.findResources('AWS::IAM::Policy')));
});

test('two stacks that use secrets with a shared provider have policies of two names', () => {
  const app = new App();
  const provider = new ProvisionedProductProvider(newStack('Shared', app), 'Provider');
  const stacks = ['First', 'Second'].map((id) => newStack(id, app));
  for (const stack of stacks) {
    const secret = new secretsmanager.Secret(stack, 'Secret');
    const secretParameters = { Password: SecretParameter.fromSecretsManager(secret) };
    declare(stack, { provider, secretParameters });
    declare(stack, { provider, secretParameters }, 'Another');
  }

  const [first, second] = stacks.map((stack) => {
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
    return Object.values(policies).map((policy) => policy.Properties?.PolicyName as string);
  });

  expect(first).toHaveLength(1);
  expect(second).toHaveLength(1);
  expect(first).not.toEqual(second);
});

test('a secret may hold an output of another product, if the one that reads it has a provider of its own', () => {
  const stack = newStack();
  const secretStringTemplate = JSON.stringify({ host: declare(stack).getOutput('Host') });
  const secret = new secretsmanager.Secret(stack, 'Secret', {
    generateSecretString: { secretStringTemplate, generateStringKey: 'password' },
  });
  const provider = new ProvisionedProductProvider(stack, 'Provider');
  declare(stack, { provider, secretParameters: { Login: SecretParameter.fromSecretsManager(secret) } }, 'Database');

  // Fails for a cycle of resources.
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('fails for a version by id and by stage at once', () => {
  const secret = secretsmanager.Secret.fromSecretCompleteArn(newStack(), 'Secret', SECRET_ARN);
  const version = { versionId: 'b5f1', versionStage: 'AWSCURRENT' };

  expect(() => SecretParameter.fromSecretsManager(secret, version)).toThrow(
    'the secret has the versionId "b5f1" and the versionStage "AWSCURRENT"',
  );
});

test('fails for a field without a name', () => {
  const secret = secretsmanager.Secret.fromSecretCompleteArn(newStack(), 'Secret', SECRET_ARN);

  expect(() => SecretParameter.fromSecretsManager(secret, { jsonField: '' })).toThrow('jsonField is 0 characters long');
});

test('fails for a parameter that is secret and plain', () => {
  const stack = newStack();
  const secret = new secretsmanager.Secret(stack, 'Secret');
  const secretParameters = { Password: SecretParameter.fromSecretsManager(secret) };

  expect(() => declare(stack, { parameters: { Password: 'x' }, secretParameters })).toThrow(
    'the parameter "Password" is in parameters and in secretParameters: remove it from one of them',
  );
});

test('fails for a parameter that CloudFormation makes, which is no SecureString', () => {
  const parameter = new ssm.StringParameter(newStack(), 'Parameter', { stringValue: 'x' });

  expect(() => SecretParameter.fromSsmSecureString(parameter)).toThrow(
    'the parameter "Stack/Parameter" is no SecureString, because CloudFormation cannot make one',
  );
});
