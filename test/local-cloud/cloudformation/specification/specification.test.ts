import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { constantFrom, sample } from 'fast-check';
import { app, FUNCTION_ARN, startEngine } from '../engine';

/** The reason of the first failure of a stack with one resource. */
async function failureOf(Type: string, Properties: object): Promise<string | undefined> {
  const { cloudFormation } = startEngine();
  const { reason } = await cloudFormation.createStack(app({ Resource: { Type, Properties } }));
  return reason;
}

describe('the properties of a resource', () => {
  const types = [...loadAwsServiceSpecSync().all('resource')]
    .filter(({ cloudFormationTransform }) => cloudFormationTransform === undefined)
    .map(({ cloudFormationType }) => cloudFormationType)
    .filter((type) => !type.startsWith('AWS::CloudFormation::'));
  const drawn = sample(constantFrom(...types), { numRuns: 20, seed: 20 });

  test.each(drawn)('fails to make a %s with a property that it does not have', async (type) => {
    expect(await failureOf(type, { Nonsense: 1 })).toContain('#: extraneous key [Nonsense] is not permitted');
  });

  test.each([
    ['AWS::EC2::Subnet', {}, '#: required key [VpcId] not found'],
    ['AWS::SQS::Queue', { DelaySeconds: 'soon' }, '#/DelaySeconds: expected type: Integer, found: String'],
    ['AWS::SQS::Queue', { FifoQueue: 'yes' }, '#/FifoQueue: expected type: Boolean, found: String'],
    ['AWS::SQS::Queue', { QueueName: ['a'] }, '#/QueueName: expected type: String, found: JSONArray'],
    ['AWS::SQS::Queue', { Tags: { a: 'b' } }, '#/Tags: expected type: JSONArray, found: JSONObject'],
    ['AWS::S3::Bucket', { Tags: [{ Name: 'a' }] }, '#/Tags/0: extraneous key [Name] is not permitted'],
    ['AWS::S3::Bucket', { VersioningConfiguration: {} }, '#/VersioningConfiguration: required key [Status] not found'],
  ])('fails to make a %s of %j', async (type, properties, violation) => {
    expect(await failureOf(type, properties)).toMatch(
      /^Properties validation failed for resource Resource with message:/,
    );
    expect(await failureOf(type, properties)).toContain(violation);
  });

  test.each([
    ['AWS::SQS::Queue', { DelaySeconds: '5', FifoQueue: 'true', QueueName: 5 }],
    ['AWS::SNS::Topic', { Subscription: [{ Endpoint: 'a@b.c', Protocol: 'email' }], Tags: [{ Key: 'a', Value: 'b' }] }],
    ['AWS::CloudFormation::CustomResource', { ServiceToken: FUNCTION_ARN, Anything: { a: [1] } }],
  ])('makes a %s of %j', async (type, properties) => {
    expect(await failureOf(type, properties)).toBeUndefined();
  });

  test('fails an update to a property that the type does not have', async () => {
    const { cloudFormation, history } = startEngine();
    await cloudFormation.createStack(app({ Queue: { Type: 'AWS::SQS::Queue' } }));

    const { reason } = await cloudFormation.updateStack(
      app({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueuName: 'jobs' } } }),
    );

    expect(reason).toContain('extraneous key [QueuName] is not permitted');
    expect(history('app').slice(-1)).toEqual(['app UPDATE_ROLLBACK_COMPLETE']);
  });
});

describe('what a template names', () => {
  const queue = { Type: 'AWS::SQS::Queue' };

  test('fails on types that do not exist', async () => {
    const { cloudFormation } = startEngine();

    await expect(
      cloudFormation.createStack(app({ A: { Type: 'AWS::SQS::Quueue' }, B: { Type: 'My::Own::Thing' }, C: queue })),
    ).rejects.toThrow('Template format error: Unrecognized resource types: [AWS::SQS::Quueue, My::Own::Thing]');
    expect(cloudFormation.stack('app')).toBeUndefined();
  });

  test.each([
    { 'Fn::GetAtt': ['Queue', 'Nonsense'] },
    { 'Fn::GetAtt': 'Queue.Nonsense' },
    { 'Fn::Sub': 'the ${Queue.Nonsense}' },
    { 'Fn::Join': ['', [{ 'Fn::Sub': ['${a}', { a: { 'Fn::GetAtt': ['Queue', 'Nonsense'] } }] }]] },
  ])('fails on %j, an attribute that the type does not have', async (Value) => {
    const { cloudFormation } = startEngine();

    await expect(cloudFormation.createStack(app({ Queue: queue }, { Outputs: { Out: { Value } } }))).rejects.toThrow(
      'Template error: resource Queue does not support attribute type Nonsense in Fn::GetAtt',
    );
  });

  test('takes a variable of Fn::Sub that looks like an attribute', async () => {
    const { cloudFormation } = startEngine();
    const Value = { 'Fn::Sub': ['${Queue.Nonsense}', { 'Queue.Nonsense': 'fine' }] };

    const { outputs } = await cloudFormation.createStack(app({ Queue: queue }, { Outputs: { Out: { Value } } }));

    expect(outputs[0]?.value).toBe('fine');
  });
});
