import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import {
  ProvisionedProductProvider,
  type ProvisionedProductProviderProps,
  SecretParameter,
  type SecretParameter as Secret,
} from '../../src';
import { declare, newStack } from '../src/declared-product';

/** One action on one kind of resource, as the tables list it and the roles have it. */
interface Permission {
  readonly action: string;
  readonly onAll: boolean;
}

interface Role {
  readonly ManagedPolicyArns?: readonly unknown[];
  readonly Policies?: readonly { readonly PolicyDocument: PolicyDocument }[];
}

interface PolicyDocument {
  readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: unknown }[];
}

const MANAGED_POLICY = /service-role\/(\w+)/;

function roles(stack: Stack): { readonly function: Permission[]; readonly stateMachine: Permission[] } {
  const template = Template.fromStack(stack);
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofRoles = Object.values(template.findResources('AWS::IAM::Role')).map((role) => role.Properties as Role);
  const documents = policies.map((policy) => policy.Properties?.PolicyDocument as PolicyDocument);
  const managed = ofRoles.flatMap(({ ManagedPolicyArns = [] }) => ManagedPolicyArns).map((arn) => JSON.stringify(arn));
  const inline = ofRoles.flatMap(({ Policies = [] }) => Policies).map(({ PolicyDocument }) => PolicyDocument);
  return {
    function: [
      ...documents.flatMap(permissionsOf),
      ...managed.map((arn) => ({ action: MANAGED_POLICY.exec(arn)?.[1] ?? arn, onAll: true })),
    ],
    stateMachine: inline.flatMap(permissionsOf),
  };
}

function permissionsOf({ Statement }: PolicyDocument): Permission[] {
  return Statement.flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => ({ action, onAll: Resource === '*' })),
  );
}

/** What each row of "When" is about. */
const SITUATIONS: Readonly<Record<string, (stack: Stack) => void>> = {
  always: (stack) => declare(stack),
  'SecretParameter.fromSecretsManager': (stack) => withSecret(stack, secretOf(stack)),
  'SecretParameter.fromSsmSecureString': (stack) => withSecret(stack, parameterOf(stack)),
  'a secret with a key of its own': (stack) => withSecret(stack, secretOf(stack, new kms.Key(stack, 'Key'))),
  encryptionKey: (stack) => withProvider(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
  tracing: (stack) => withProvider(stack, { tracing: true }),
  vpc: (stack) => {
    const attributes = { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] };
    withProvider(stack, { vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', attributes) });
  },
  stateMachineLogGroup: (stack) =>
    withProvider(stack, { stateMachineLogGroup: new logs.LogGroup(stack, 'StateMachineLog') }),
  'grantAccountFactory()': (stack) => void declare(stack).provider.grantAccountFactory(),
};

function withSecret(stack: Stack, secret: Secret): void {
  declare(stack, { secretParameters: { Password: secret } });
}

function secretOf(stack: Stack, encryptionKey?: kms.IKey): Secret {
  const attributes = {
    secretCompleteArn: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:s-abcdef',
    encryptionKey,
  };
  return SecretParameter.fromSecretsManager(secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', attributes));
}

function parameterOf(stack: Stack): Secret {
  const attributes = { parameterName: '/database' };
  return SecretParameter.fromSsmSecureString(
    ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', attributes),
  );
}

function withProvider(stack: Stack, props: ProvisionedProductProviderProps): void {
  declare(stack, { provider: new ProvisionedProductProvider(stack, 'Provider', props) });
}

interface Row extends Permission {
  readonly when: string;
}

/** The rows of the table under a heading of docs/permissions.md. */
function tableOf(heading: string): Row[] {
  const text = readFileSync(join(__dirname, '../../docs/permissions.md'), 'utf8');
  const section = text.split('\n## ').find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) => {
    const [, action = '', resource = '', when = ''] = line.split('|').map((cell) => cell.trim());
    return { action: quoted(action), onAll: resource.startsWith('`*`'), when: when.replaceAll('`', '') };
  });
}

function quoted(cell: string): string {
  return /`(.*?)`/.exec(cell)?.[1] ?? '';
}

/** What a situation brings beside what is always there. */
function added(to: readonly Permission[], always: readonly Permission[]): string[] {
  const before = always.map(shown);
  const now = to.map(shown);
  for (const permission of before) {
    const at = now.indexOf(permission);
    if (at >= 0) now.splice(at, 1);
  }
  return now.sort();
}

function shown({ action, onAll }: Permission): string {
  return `${action} on ${onAll ? 'all' : 'some'}`;
}

describe.each([
  ['The role of the function', 'function'],
  ['The role of the state machine', 'stateMachine'],
] as const)('%s', (heading, role) => {
  const rows = tableOf(heading);

  test('is documented for no other situation than those that are tried here', () => {
    const situations = [...new Set(rows.map(({ when }) => when))];

    expect(situations.filter((when) => !(when in SITUATIONS))).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  test('always has the permissions that are documented, and no others', () => {
    expect(added(permissionsIn('always'), [])).toEqual(documented('always'));
  });

  test.each(Object.keys(SITUATIONS).filter((when) => when !== 'always'))('with %s, likewise', (when) => {
    const implied = when === 'a secret with a key of its own' ? 'SecretParameter.fromSecretsManager' : 'always';

    expect(added(permissionsIn(when), permissionsIn(implied))).toEqual(documented(when));
  });

  function permissionsIn(when: string): Permission[] {
    const stack = newStack();
    SITUATIONS[when]?.(stack);
    return roles(stack)[role];
  }

  function documented(when: string): string[] {
    return rows
      .filter((row) => row.when === when)
      .map(shown)
      .sort();
  }
});
