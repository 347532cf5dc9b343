import { Iam } from '../../../local-cloud/iam/iam';
import { ManagedPolicyResource } from '../../../local-cloud/iam/managed-policy-resource';
import { PolicyResource } from '../../../local-cloud/iam/policy-resource';
import { RoleResource } from '../../../local-cloud/iam/role-resource';
import { resourceRequest } from '../resource-request';

let iam: Iam;

beforeEach(() => {
  iam = new Iam('111111111111');
});

function allowing(Action: string) {
  return { Statement: { Effect: 'Allow', Action, Resource: '*' } };
}

function allowed(role: string): string[] {
  return ['a:A', 'b:B', 'c:C'].filter((action) => iam.allows(role, { action, resource: '*' }));
}

test('a role has a name of its stack, an ARN, and what its inline policies allow', async () => {
  const roles = new RoleResource(iam);
  const properties = { Policies: [{ PolicyName: 'first', PolicyDocument: allowing('a:A') }] };
  const { physicalId, attributes } = await roles.create(resourceRequest('AWS::IAM::Role', properties));
  expect(physicalId).toMatch(/^app-Thing-[A-Z0-9]{12}$/);
  expect(attributes?.Arn).toBe(`arn:aws:iam::111111111111:role/${physicalId}`);
  expect(allowed(physicalId)).toEqual(['a:A']);

  const changed = { Policies: [{ PolicyName: 'second', PolicyDocument: allowing('b:B') }] };
  await roles.update({ ...resourceRequest('AWS::IAM::Role', changed), physicalId, oldProperties: properties });
  expect(allowed(physicalId)).toEqual(['b:B']);

  await roles.delete({ physicalId });
  expect(allowed(physicalId)).toEqual([]);
});

test('another name means another role', async () => {
  const roles = new RoleResource(iam);
  const { physicalId } = await roles.create(resourceRequest('AWS::IAM::Role', { RoleName: 'one' }));
  const request = { ...resourceRequest('AWS::IAM::Role', { RoleName: 'two' }), physicalId, oldProperties: {} };
  expect((await roles.update(request)).physicalId).toBe('two');
  expect(iam.role('one')).toBeDefined();
});

test('fails to make a role of a name that is taken', async () => {
  const roles = new RoleResource(iam);
  await roles.create(resourceRequest('AWS::IAM::Role', { RoleName: 'taken' }));
  await expect(roles.create(resourceRequest('AWS::IAM::Role', { RoleName: 'taken' }))).rejects.toThrow(
    'Role with name taken already exists.',
  );
});

test.each(['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole', 'arn:aws:iam::111111111111:policy/ours'])(
  'fails to make a role with the managed policy %s, which is not there',
  async (policyArn) => {
    const roles = new RoleResource(iam);
    const request = resourceRequest('AWS::IAM::Role', { RoleName: 'role', ManagedPolicyArns: [policyArn] });
    await expect(roles.create(request)).rejects.toThrow(`Policy ${policyArn} does not exist or is not attachable.`);
    expect(iam.role('role')).toBeUndefined();
  },
);

test('a role has the managed policies of AWS and of the account', async () => {
  iam.putManagedPolicy('arn:aws:iam::111111111111:policy/ours', {
    Statement: { Effect: 'Allow', Action: 'a:A', Resource: '*' },
  });
  const ManagedPolicyArns = ['arn:aws:iam::111111111111:policy/ours', 'arn:aws:iam::aws:policy/AmazonSSMFullAccess'];
  const { physicalId } = await new RoleResource(iam).create(resourceRequest('AWS::IAM::Role', { ManagedPolicyArns }));
  expect(allowed(physicalId)).toEqual(['a:A']);
  expect(iam.allows(physicalId, { action: 'ssm:GetParameter', resource: '*' })).toBe(true);
});

test.each([
  ['AWS::IAM::Policy', (of: Iam) => new PolicyResource(of)],
  ['AWS::IAM::ManagedPolicy', (of: Iam) => new ManagedPolicyResource(of)],
] as const)('%s holds for the roles that it names, until it is changed or removed', async (type, make) => {
  iam.putRole('one');
  iam.putRole('two');
  const policies = make(iam);
  const properties = { PolicyName: 'policy', PolicyDocument: allowing('a:A'), Roles: ['one'] };
  const { physicalId } = await policies.create(resourceRequest(type, properties));
  expect([allowed('one'), allowed('two')]).toEqual([['a:A'], []]);

  const changed = { PolicyName: 'policy', PolicyDocument: allowing('b:B'), Roles: ['two'] };
  await policies.update({ ...resourceRequest(type, changed), physicalId, oldProperties: properties });
  expect([allowed('one'), allowed('two')]).toEqual([[], ['b:B']]);

  await policies.delete({ ...resourceRequest(type, changed), physicalId });
  expect(allowed('two')).toEqual([]);
});
