import { Iam } from '../../../local-cloud/iam/iam';
import { PolicyDocument, Statement } from '../../../local-cloud/iam/policy-document';

const PRODUCT = 'arn:aws:catalog:us-east-1:111111111111:product/prod-1';

function roleWith(...statements: Statement[]): Iam {
  const iam = new Iam('111111111111');
  const document: PolicyDocument = { Statement: statements };
  iam.putRole('deployer').inlinePolicies.set('policy', document);
  return iam;
}

function allows(iam: Iam, action: string, resource = PRODUCT, context: Record<string, string> = {}): boolean {
  return iam.allows('arn:aws:iam::111111111111:role/deployer', { action, resource, context });
}

test('what no statement allows is denied', () => {
  const iam = roleWith({ Effect: 'Allow', Action: 'servicecatalog:ProvisionProduct', Resource: PRODUCT });
  expect(allows(iam, 'servicecatalog:ProvisionProduct')).toBe(true);
  expect(allows(iam, 'servicecatalog:TerminateProvisionedProduct')).toBe(false);
  expect(allows(iam, 'servicecatalog:ProvisionProduct', `${PRODUCT}23`)).toBe(false);
});

test('wildcards match, and actions in any case', () => {
  const iam = roleWith({ Effect: 'Allow', Action: ['servicecatalog:Describe*'], Resource: '*' });
  expect(allows(iam, 'servicecatalog:describerecord')).toBe(true);
  expect(allows(iam, 'servicecatalog:ProvisionProduct')).toBe(false);
});

test('a denial wins over every permission', () => {
  const iam = roleWith(
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', NotAction: 'servicecatalog:DescribeRecord', Resource: '*' },
  );
  expect(allows(iam, 'servicecatalog:DescribeRecord')).toBe(true);
  expect(allows(iam, 'servicecatalog:ProvisionProduct')).toBe(false);
});

test("a condition on Service Catalog's keys does not hold for calls that do not have them", () => {
  const iam = roleWith({
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'servicecatalog:accountLevel': 'self' } },
  });
  expect(allows(iam, 'servicecatalog:DescribeRecord', '*', { 'servicecatalog:accountLevel': 'self' })).toBe(true);
  expect(allows(iam, 'servicecatalog:ProvisionProduct')).toBe(false);
});

test('ReadOnlyAccess of AWS allows to describe, and nothing that changes', () => {
  const iam = new Iam('111111111111', 'aws-cn');
  iam.putRole('deployer').managedPolicyArns.add('arn:aws-cn:iam::aws:policy/ReadOnlyAccess');
  expect(allows(iam, 'cloudformation:DescribeStacks', '*')).toBe(true);
  expect(allows(iam, 'servicecatalog:SearchProducts', '*')).toBe(true);
  expect(allows(iam, 'cloudformation:DeleteStack', '*')).toBe(false);
  expect(allows(iam, 'secretsmanager:GetSecretValue', '*')).toBe(false);
});

test('managed policies count, those of AWS too', () => {
  const iam = new Iam('111111111111');
  const role = iam.putRole('deployer');
  role.managedPolicyArns.add('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
  expect(allows(iam, 'logs:PutLogEvents', '*')).toBe(true);
  iam.putManagedPolicy('arn:own', { Statement: { Effect: 'Allow', Action: 'states:*', Resource: '*' } });
  role.managedPolicyArns.add('arn:own');
  expect(allows(iam, 'states:StartExecution', '*')).toBe(true);
  iam.deleteManagedPolicy('arn:own');
  expect(allows(iam, 'states:StartExecution', '*')).toBe(false);
});

test('fails to allow anything to a role that does not exist', () => {
  expect(allows(new Iam('111111111111'), 'servicecatalog:DescribeRecord')).toBe(false);
});
