import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, Environment, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { declare, declaredIn, newStack } from './declared-product';
import { ProvisionedProductProvider, SecretParameter } from '../../src';

const POLICY = 'AWS::IAM::Policy';

function declareWithSecret(stack: Stack, provider: ProvisionedProductProvider): void {
  const secret = new secretsmanager.Secret(stack, 'Secret');
  declare(stack, { provider, secretParameters: { Password: SecretParameter.fromSecretsManager(secret) } });
}

function policiesIn(stack: Stack): { Roles: unknown[]; PolicyName: unknown; PolicyDocument: unknown }[] {
  return Object.values(Template.fromStack(stack).findResources(POLICY)).map(({ Properties }) => Properties);
}

describe('a provider whose role is imported by its name', () => {
  test('is shared: what a stack alone needs is a policy of that stack', () => {
    const app = new App();
    const shared = newStack('Shared', app);
    const role = iam.Role.fromRoleName(shared, 'Launcher', 'launcher');
    const provider = new ProvisionedProductProvider(shared, 'Provider', { role });
    const stack = newStack('Consumer', app);

    declareWithSecret(stack, provider);

    const [policy, ...others] = policiesIn(stack);
    expect(others).toEqual([]);
    expect(policy?.Roles).toEqual(['launcher']);
    expect(JSON.stringify(policy?.PolicyDocument)).toContain('secretsmanager:GetSecretValue');
    expect(JSON.stringify(policiesIn(shared))).not.toContain('secretsmanager:');
    expect(declaredIn(stack).DependsOn).toEqual(Object.keys(Template.fromStack(stack).findResources(POLICY)));
    expect(shared.dependencies).toEqual([]);
  });

  test('serves nested stacks of one parent with policies of their own', () => {
    const parent = newStack();
    const role = iam.Role.fromRoleName(parent, 'Launcher', 'launcher');
    const provider = new ProvisionedProductProvider(parent, 'Provider', { role });
    const nested = ['One', 'Two'].map((id) => new NestedStack(parent, id));

    for (const stack of nested) declareWithSecret(stack, provider);

    const names = [parent, ...nested].flatMap(policiesIn).map(({ PolicyName }) => PolicyName);
    expect(new Set(names).size).toBe(3);
  });

  test('may stand in another stack than the import', () => {
    const app = new App();
    const roles = newStack('Roles', app);
    const stack = newStack('Consumer', app);
    const role = iam.Role.fromRoleName(roles, 'Launcher', 'launcher');

    declareWithSecret(stack, new ProvisionedProductProvider(stack, 'Provider', { role }));

    expect(policiesIn(roles)).toEqual([]);
    expect(policiesIn(stack).map(({ Roles }) => Roles)).toEqual([['launcher']]);
  });

  test('has a policy of another name in each stack, as those of one name would overwrite each other', () => {
    const app = new App();
    const stacks = ['First', 'Second'].map((id) => newStack(id, app));
    for (const stack of stacks) {
      const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');
      declare(stack, { provider: new ProvisionedProductProvider(stack, 'Provider', { role }) });
    }

    const names = stacks.flatMap(policiesIn).map(({ PolicyName }) => PolicyName);
    expect(new Set(names).size).toBe(2);
  });

  test('has a policy of another name in each Region, as a role and its policies are the same in all of them', () => {
    const namesIn = (env: Environment): unknown[] => {
      const stack = new Stack(new App(), 'Team', { env });
      const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');
      declare(stack, { provider: new ProvisionedProductProvider(stack, 'Provider', { role }) });
      return policiesIn(stack).map(({ PolicyName }) => PolicyName);
    };

    expect(namesIn({ region: 'eu-west-1' })).toEqual([expect.stringMatching(/Team.*\.eu-west-1$/)]);
    expect(namesIn({ region: 'us-east-1' })).toEqual([expect.stringMatching(/Team.*\.us-east-1$/)]);
    expect(namesIn({})).toEqual([{ 'Fn::Join': ['', [expect.stringMatching(/Team.*\.$/), { Ref: 'AWS::Region' }]] }]);
  });

  test('has policies of names that IAM takes, and that differ, however long those of stack and provider are', () => {
    const stack = new Stack(new App(), `Team-${'x'.repeat(120)}`, { env: { region: 'ap-northeast-1' } });
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');
    for (const id of ['One', 'Two']) {
      const provider = new ProvisionedProductProvider(stack, `The provider, number ${id}`, { role });
      declare(stack, { provider }, id);
    }

    const names = policiesIn(stack).map(({ PolicyName }) => PolicyName);
    expect(names).toEqual(Array(2).fill(expect.stringMatching(/^[\w+=,.@-]{1,128}$/)));
    expect(new Set(names).size).toBe(2);
  });

  test('may be one of several with that role in a stack', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');
    for (const id of ['One', 'Two']) {
      declare(stack, { provider: new ProvisionedProductProvider(stack, `Provider${id}`, { role }) }, id);
    }

    expect(() => policiesIn(stack)).not.toThrow();
  });
});

test('a policy of a resource names a role of another stack by its ARN, path included', () => {
  const app = new App();
  const roles = newStack('Roles', app);
  const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
  const role = new iam.Role(roles, 'Launcher', { assumedBy, path: '/launchers/' });
  const stack = newStack('Consumer', app);
  const provider = new ProvisionedProductProvider(stack, 'Provider', { role });

  expect(stack.resolve(provider.grantPrincipal.policyFragment.principalJson)).toEqual({
    AWS: [stack.resolve(role.roleArn)],
  });
});

test('what a role needs that somebody else makes in its place is in the report of the CDK', () => {
  const app = new App();
  iam.Role.customizeRoles(app, {
    usePrecreatedRoles: {
      'Stack/@ServiceCatalog/Role': 'launcher',
      'Stack/@ServiceCatalog/StateMachineRole': 'waiter',
    },
  });
  declare(newStack('Stack', app));

  const report = readFileSync(join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');

  expect(report).toContain('states:StartExecution');
  expect(report).toContain('servicecatalog:ProvisionProduct');
});

describe('a role that the app must not change gets no policy in any stack', () => {
  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['imported by its name', (stack) => iam.Role.fromRoleName(stack, 'Role', 'launcher', { mutable: false })],
    [
      'imported by an ARN that only the deployment knows',
      (stack) => {
        const arn = new CfnParameter(stack, 'RoleArn').valueAsString;
        return iam.Role.fromRoleArn(stack, 'Role', arn, { mutable: false });
      },
    ],
    [
      'of the app, without policy updates',
      (stack) =>
        new iam.Role(stack, 'Role', {
          assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
        }).withoutPolicyUpdates(),
    ],
  ])('%s', (_, makeRole) => {
    const app = new App();
    const shared = newStack('Shared', app);
    const provider = new ProvisionedProductProvider(shared, 'Provider', { role: makeRole(shared) });
    const stack = newStack('Consumer', app);

    declareWithSecret(stack, provider);

    expect([shared, stack].flatMap(policiesIn)).toEqual([]);
  });
});
