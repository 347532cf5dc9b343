import { Iam } from '../../../local-cloud/iam/iam';
import { requiredPermission } from '../../../local-cloud/iam/required-permission';
import { SecretStore } from '../../../local-cloud/secrets-manager/secret-store';

const session = { roleArn: 'arn:aws:iam::111111111111:role/launcher', name: 'fn' };
const action = 'servicecatalog:DescribeRecord';
let iam: Iam;
beforeEach(() => (iam = new Iam('111111111111')));

test('fails in AWS’s words when the role lacks the permission', () => {
  iam.putRole('launcher');
  expect(() => iam.authorize(session, { action: 'states:StartExecution', resource: 'arn:aws:states:a' })).toThrow(
    'User: arn:aws:sts::111111111111:assumed-role/launcher/fn is not authorized to perform: states:StartExecution ' +
      'on resource: arn:aws:states:a because no identity-based policy allows the states:StartExecution action',
  );
});

test('fails in other words when a policy forbids it', () => {
  const { inlinePolicies } = iam.putRole('launcher');
  inlinePolicies.set('all', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  inlinePolicies.set('not-this', { Statement: { Effect: 'Deny', Action: action, Resource: '*' } });
  expect(() => iam.authorize(session, { action, resource: '*' })).toThrow(/with an explicit deny in an identity-based/);
});

test('a role that was deleted has lost its permissions', () => {
  iam.putRole('launcher').inlinePolicies.set('all', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  expect(() => iam.authorize(session, { action, resource: '*' })).not.toThrow();
  iam.deleteRole('launcher');
  expect(() => iam.authorize(session, { action, resource: '*' })).toThrow('not authorized');
});

test('a role that was not made here may do everything', () => {
  expect(() => iam.authorize(session, { action, resource: '*' })).not.toThrow();
});

test('tells which permissions of a role nothing has needed', () => {
  iam
    .putRole('launcher')
    .inlinePolicies.set('policy', { Statement: { Effect: 'Allow', Action: [action, 'logs:*'], Resource: '*' } });
  iam.authorize(session, { action, resource: '*' });
  expect(iam.unusedActions(session.roleArn)).toEqual(['logs:*']);
});

test('a condition on the tag of an object is met only by an object that has it', () => {
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/template' };
  const tag = 's3:ExistingObjectTag/servicecatalog:provisioning';
  const Condition = { StringEquals: { [tag]: 'true' } };
  iam
    .putRole('launcher')
    .inlinePolicies.set('policy', { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition } });

  expect(() => iam.authorize(session, { ...request, context: { [tag]: 'true' } })).not.toThrow();
  expect(() => iam.authorize(session, request)).toThrow('not authorized');
});

describe('a call needs a permission', () => {
  const location = { account: '111111111111', region: 'us-east-1', partition: 'aws' };
  const secrets = new SecretStore({ ...location, now: () => 0 });
  const caller = { principalArn: session.roleArn };
  const needed = (service: string, operation: string, input: object) =>
    requiredPermission({ service, operation, input, caller }, location, secrets, () => undefined);

  test('on the product that is launched, and on any product where one is asked for by its name', () => {
    expect(needed('servicecatalog', 'ProvisionProduct', { ProductId: 'prod-1' })).toEqual({
      action: 'servicecatalog:ProvisionProduct',
      resource: 'arn:aws:catalog:us-east-1:111111111111:product/prod-1',
    });
    expect(needed('servicecatalog', 'DescribeProduct', { Name: 'Network' })?.resource).toMatch(/product\/\*$/);
  });

  test('that may ask whose the provisioned product is, but not where the service does not tell', () => {
    const self = { 'servicecatalog:accountLevel': 'self', 'servicecatalog:roleLevel': 'self' };
    expect(needed('servicecatalog', 'DescribeRecord', {})).toEqual({ action, resource: '*', context: self });
    expect(needed('servicecatalog', 'GetProvisionedProductOutputs', {})).not.toHaveProperty('context');
  });

  test('on the secret and the parameter by their ARNs', () => {
    const { arn } = secrets.create('db', 'x');
    expect(needed('secretsmanager', 'GetSecretValue', { SecretId: 'db' })?.resource).toBe(arn);
    expect(needed('ssm', 'GetParameter', { Name: '/db/password:3' })?.resource).toBe(
      'arn:aws:ssm:us-east-1:111111111111:parameter/db/password',
    );
  });

  test('that nobody asks for where the service is not imitated so far', () => {
    expect(needed('s3', 'GET /bucket/key', {})).toBeUndefined();
  });
});
