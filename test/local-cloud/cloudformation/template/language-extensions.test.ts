import { app, startEngine } from '../engine';

const Transform = 'AWS::LanguageExtensions';
const Parameters = { Names: { Type: 'CommaDelimitedList', Default: 'jobs,dead-letters' } };
const queue = { Type: 'AWS::SQS::Queue' };
const QUEUES = {
  'Fn::ForEach::Queues': [
    'Name',
    { Ref: 'Names' },
    {
      'Queue&{Name}': {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: { 'Fn::Sub': '${Name}-of-${AWS::Region}' } },
      },
    },
  ],
};

async function outputsOf(resources: Record<string, object>, rest: object, parameters = {}) {
  const { cloudFormation } = startEngine();
  const { outputs, reason } = await cloudFormation.createStack({
    ...app(resources, { Transform, ...rest }),
    parameters,
  });
  return reason ?? Object.fromEntries(outputs.map(({ key, value }) => [key, value]));
}

test('Fn::ForEach makes resources and outputs for each value of a parameter', async () => {
  const Outputs = {
    'Fn::ForEach::Names': [
      'Each',
      { Ref: 'Names' },
      { 'Name${Each}': { Value: { 'Fn::GetAtt': ['Queue${Each}', 'QueueName'] } } },
    ],
  };

  expect(await outputsOf(QUEUES, { Parameters, Outputs }, { Names: 'a,b' })).toEqual({
    Namea: 'a-of-us-east-1',
    Nameb: 'b-of-us-east-1',
  });
});

test('Fn::ForEach leaves what is not alphanumeric out of `&{…}`, and may stand in another', async () => {
  const { cloudFormation } = startEngine();
  const inner = { 'Fn::ForEach::Inner': ['Size', ['S', 'L'], { '${Name}${Size}': queue }] };
  const nested = { 'Fn::ForEach::Outer': ['Name', ['A', 'B'], inner] };

  await cloudFormation.createStack(app({ ...QUEUES, ...nested }, { Transform, Parameters }));

  expect([...(cloudFormation.stack('app')?.resources.keys() ?? [])].sort()).toEqual(
    ['AL', 'AS', 'BL', 'BS', 'Queuedeadletters', 'Queuejobs'].sort(),
  );
});

test('Fn::ToJsonString, Fn::Length and the default of Fn::FindInMap', async () => {
  const Outputs = {
    Json: { Value: { 'Fn::ToJsonString': { name: { 'Fn::GetAtt': ['Queue', 'QueueName'] }, list: [1] } } },
    Length: { Value: { 'Fn::Length': { Ref: 'Names' } } },
    Found: { Value: { 'Fn::FindInMap': ['Sizes', 'prod', 'size', { DefaultValue: 'none' }] } },
    Missing: { Value: { 'Fn::FindInMap': ['Sizes', 'test', 'size', { DefaultValue: 'none' }] } },
  };
  const Queue = { ...queue, Properties: { QueueName: 'jobs' } };
  const Mappings = { Sizes: { prod: { size: 'large' } } };

  expect(await outputsOf({ Queue }, { Parameters, Mappings, Outputs })).toEqual({
    Json: '{"name":"jobs","list":[1]}',
    Length: '2',
    Found: 'large',
    Missing: 'none',
  });
});

test('a DeletionPolicy may be an intrinsic function', async () => {
  const { cloudFormation, history } = startEngine();
  const DeletionPolicy = { 'Fn::If': ['Keep', 'Retain', 'Delete'] };
  const Conditions = { Keep: { 'Fn::Equals': ['a', 'a'] } };
  const { stackId } = await cloudFormation.createStack(
    app({ Queue: { ...queue, DeletionPolicy } }, { Transform, Conditions }),
  );

  await cloudFormation.deleteStack('app');

  expect(history(stackId)).toContain('Queue DELETE_SKIPPED');
});

test.each([
  [{ 'Fn::Length': ['a'] }, 'Fn::Length'],
  [{ 'Fn::ToJsonString': {} }, 'Fn::ToJsonString'],
  [{ 'Fn::FindInMap': ['A', 'b', 'c', { DefaultValue: 'd' }] }, 'DefaultValue in Fn::FindInMap'],
])('fails on %j without the transform', async (Value, name) => {
  const { cloudFormation } = startEngine();

  const { reason } = await cloudFormation.createStack(app({ Queue: queue }, { Outputs: { Out: { Value } } }));

  expect(reason).toBe(`Template error: ${name} needs Transform: AWS::LanguageExtensions`);
});

test.each([
  [{ Transform: 'AWS::Serverless-2016-10-31' }, 'AWS::Serverless-2016-10-31'],
  [{ Transform: ['AWS::LanguageExtensions', 'MyMacro'] }, 'MyMacro'],
  [{ Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://a/b' } } }, 'AWS::Include'],
  [{ Outputs: { Out: { Value: { 'Fn::Transform': { Name: 'Upper', Parameters: {} } } } } }, 'Upper'],
])('fails on %j, which the local cloud does not expand', async (rest, name) => {
  const { cloudFormation } = startEngine();

  await expect(cloudFormation.createStack(app({ Queue: queue }, rest))).rejects.toThrow(
    `the local cloud does not expand the transform ${name}: deploy the expanded template`,
  );
});
