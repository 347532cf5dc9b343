import { parseTemplate } from '../../../../local-cloud/cloudformation/template/parse-template';

const Resources = { Queue: { Type: 'AWS::SQS::Queue' } };

function many<T>(count: number, entry: T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`Name${index}`, entry]));
}

test.each([
  [{ Foo: {}, Bar: 1 }, 'Invalid template property or properties [Foo, Bar]'],
  [{ AWSTemplateFormatVersion: '2011-09-09' }, '2011-09-09 is not a supported value for AWSTemplateFormatVersion.'],
  [{ Parameters: { Name: { Type: 'Strng' } } }, 'Template format error: Unrecognized parameter type: Strng'],
  [{ Parameters: { Name: { Default: 'a' } } }, 'Every Parameters object must contain a Type member.'],
  [
    { Resources: { Queue: { Type: 'AWS::SQS::Queue', QueueName: 'a' } } },
    "Invalid template resource property 'QueueName'",
  ],
  [{ Resources: many(501, Resources.Queue) }, 'Number of resources, 501, is greater than maximum allowed, 500'],
  [{ Parameters: many(201, { Type: 'String' }) }, 'Number of parameters, 201, is greater than maximum allowed, 200'],
  [{ Outputs: many(201, { Value: 'a' }) }, 'Number of outputs, 201, is greater than maximum allowed, 200'],
  [{ Mappings: many(201, { a: { b: 'c' } }) }, 'Number of mappings, 201, is greater than maximum allowed, 200'],
])('refuses a template with %.80j', (sections, words) => {
  expect(() => parseTemplate(JSON.stringify({ Resources, ...sections }))).toThrow(words);
});

test.each([
  'String',
  'Number',
  'CommaDelimitedList',
  'List<Number>',
  'List<AWS::EC2::Subnet::Id>',
  'AWS::EC2::KeyPair::KeyName',
  'AWS::SSM::Parameter::Name',
  'AWS::SSM::Parameter::Value<List<String>>',
  'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
])('takes a parameter of the type %s', (Type) => {
  expect(parseTemplate(JSON.stringify({ Resources, Parameters: { Name: { Type } } })).Parameters).toBeDefined();
});

test('takes as many resources as CloudFormation does', () => {
  expect(Object.keys(parseTemplate(JSON.stringify({ Resources: many(500, Resources.Queue) })).Resources)).toHaveLength(
    500,
  );
});

test.each([
  ['YAML', 'Resources:\n  A: {Type: AWS::SQS::Queue, Type: AWS::SNS::Topic}\n'],
  ['JSON', '{"Resources": {"A": {"Type": "AWS::SQS::Queue", "Type": "AWS::SNS::Topic"}}}'],
])('of a key that occurs twice in %s, the last one counts', (_, body) => {
  expect(parseTemplate(body).Resources.A?.Type).toBe('AWS::SNS::Topic');
});
