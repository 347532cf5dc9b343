import { BoundTemplate, ResourceValues } from '../../../../local-cloud/cloudformation/template/bound-template';
import { evaluate, StackOutputReference } from '../../../../local-cloud/cloudformation/template/evaluate';

const STACK = { stackId: 'arn:stack/app/1', stackName: 'app', notificationArns: ['arn:topic'] };
const ENVIRONMENT = {
  account: '111111111111',
  region: 'us-east-1',
  partition: 'aws',
  ssmParameter: (name: string) => ({ '/version': '21', '/list': 'a, b' })[name],
  importValue: (name: string) => (name === 'shared-vpc' ? 'vpc-9' : undefined),
  stackOutput: ({ stackName, outputName }: StackOutputReference) => `${stackName}/${outputName}`,
};
const RESOURCES: ResourceValues = {
  ref: (logicalId) => `${logicalId}-id`,
  attribute: (logicalId, name) => (name === 'Cidrs' ? ['10.0.0.0/24'] : `${logicalId}.${name}`),
};

function bind(sections: object, parameters: Record<string, string> = {}): BoundTemplate {
  const template = { Resources: { Vpc: { Type: 'AWS::EC2::VPC' } }, ...sections };
  return new BoundTemplate(JSON.stringify(template), parameters, STACK, ENVIRONMENT);
}

function evaluated(value: unknown, sections: object = {}, parameters: Record<string, string> = {}): unknown {
  return evaluate(value, bind(sections, parameters).scope(RESOURCES));
}

describe('intrinsic functions', () => {
  const sections = {
    Parameters: { Size: { Type: 'Number', Default: 3 }, Zones: { Type: 'CommaDelimitedList', Default: 'a, b' } },
    Mappings: { Sizes: { 'us-east-1': { small: 't3' } } },
    Conditions: { IsBig: { 'Fn::Equals': [{ Ref: 'Size' }, 3] }, IsSmall: { 'Fn::Not': [{ Condition: 'IsBig' }] } },
  };

  test.each([
    [{ Ref: 'Vpc' }, 'Vpc-id'],
    [{ Ref: 'Size' }, '3'],
    [{ Ref: 'Zones' }, ['a', 'b']],
    [{ Ref: 'AWS::AccountId' }, '111111111111'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'AWS::StackId' }, 'arn:stack/app/1'],
    [{ Ref: 'AWS::StackName' }, 'app'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ Ref: 'AWS::NotificationARNs' }, ['arn:topic']],
    [{ a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }] }, { b: [1] }],
    [{ 'Fn::GetAtt': ['Vpc', 'Arn'] }, 'Vpc.Arn'],
    [{ 'Fn::GetAtt': 'Vpc.Outputs.x' }, 'Vpc.Outputs.x'],
    [{ 'Fn::Sub': 'a${Size} ${Vpc} ${Vpc.Arn} ${!Size} ${AWS::Region}' }, 'a3 Vpc-id Vpc.Arn ${Size} us-east-1'],
    [{ 'Fn::Sub': ['${x}-${Size}', { x: { Ref: 'Vpc' } }] }, 'Vpc-id-3'],
    [{ 'Fn::Join': ['-', ['a', 1, { Ref: 'AWS::NoValue' }, { Ref: 'Size' }]] }, 'a-1-3'],
    [{ 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['.', 'a.b.c'] }] }, 'b'],
    [{ 'Fn::Select': ['0', { 'Fn::GetAtt': ['Vpc', 'Cidrs'] }] }, '10.0.0.0/24'],
    [{ 'Fn::If': ['IsBig', 'big', { 'Fn::GetAtt': 'never looked at' }] }, 'big'],
    [{ 'Fn::If': ['IsSmall', 'small', { Ref: 'AWS::NoValue' }] }, undefined],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 't3'],
    [{ 'Fn::ImportValue': { 'Fn::Sub': 'shared-vpc' } }, 'vpc-9'],
    [{ 'Fn::GetStackOutput': { StackName: { Ref: 'Vpc' }, OutputName: 'Id' } }, 'Vpc-id/Id'],
    [{ 'Fn::Base64': 'hi' }, 'aGk='],
    [{ 'Fn::Cidr': ['10.0.0.0/16', 3, 8] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    [{ 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  ])('%j', (value, expected) => {
    expect(evaluated(value, sections)).toEqual(expected);
  });

  test.each([
    [{ 'Fn::Select': [5, ['a']] }, 'Fn::Select  cannot select nonexistent value at index 5'],
    [{ 'Fn::FindInMap': ['Sizes', 'eu-west-1', 'small'] }, 'Unable to get mapping for Sizes::eu-west-1::small'],
    [{ 'Fn::ImportValue': 'nobody' }, 'No export named nobody found.'],
    [{ 'Fn::Join': ['-', 'a'] }, 'every Fn::Join object requires a list'],
    [{ 'Fn::Sub': '${Zones}' }, 'every Fn::Sub object must have a value of type String'],
    [{ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, 'Fn::Cidr cannot make 3 blocks of 8 bits in 10.0.0.0/24'],
    [{ 'Fn::Transform': {} }, 'Fn::Transform is not supported here'],
  ])('fails on %j', (value, words) => {
    expect(() => evaluated(value, sections)).toThrow(words);
  });
});

describe('conditions', () => {
  test.each([
    [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': ['a', 'a'] }] }, true],
    [{ 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Not': [{ Condition: 'Yes' }] }] }, false],
    [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, false],
  ])('%j is %s', (condition, expected) => {
    const bound = bind({
      Conditions: { Yes: { 'Fn::Equals': [1, '1'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] }, Tested: condition },
      Resources: { A: { Type: 'T' }, B: { Type: 'T', Condition: 'Tested' } },
    });

    expect(bound.resources.has('B')).toBe(expected);
  });

  test('leave out outputs, and dependencies on resources that are not made', () => {
    const bound = bind({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: { Type: 'T', Condition: 'Never' },
        B: { Type: 'T', DependsOn: 'A', Properties: { X: { 'Fn::If': ['Never', { Ref: 'A' }, 'x'] } } },
      },
      Outputs: { A: { Condition: 'Never', Value: { Ref: 'A' } } },
    });

    expect(bound.dependencies).toEqual(new Map([['B', []]]));
    expect(bound.outputs.size).toBe(0);
  });
});

describe('dependencies', () => {
  test('come from DependsOn, Ref, GetAtt and Sub', () => {
    const bound = bind({
      Parameters: { P: { Type: 'String', Default: 'x' } },
      Resources: {
        A: { Type: 'T' },
        B: { Type: 'T' },
        C: { Type: 'T' },
        D: { Type: 'T' },
        E: {
          Type: 'T',
          DependsOn: ['A'],
          Properties: { X: [{ Ref: 'B' }, { 'Fn::GetAtt': 'C.Arn' }, { 'Fn::Sub': '${D.Arn}${P}${AWS::Region}' }] },
        },
      },
    });

    expect(bound.dependencies.get('E')).toEqual(['B', 'C', 'D', 'A']);
  });

  test('fail when they name nothing', () => {
    const Resources = { A: { Type: 'T', Properties: { X: { Ref: 'Nobody' } } } };

    expect(() => bind({ Resources })).toThrow(
      'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
    );
  });

  test('fail when they go in a circle', () => {
    const Resources = { A: { Type: 'T', DependsOn: 'B' }, B: { Type: 'T', DependsOn: 'A' }, C: { Type: 'T' } };

    expect(() => bind({ Resources })).toThrow('Circular dependency between resources: [A, B]');
  });
});

describe('rules', () => {
  const rule = (versions: string[]) => ({
    Parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' } },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Contains': [versions, { Ref: 'BootstrapVersion' }] }] },
            AssertDescription: "CDK bootstrap stack version 6 required. Please run 'cdk bootstrap'",
          },
        ],
      },
    },
  });

  test('let a template pass when their assertions hold', () => {
    expect(bind(rule(['1', '2'])).parameters).toEqual({
      given: { BootstrapVersion: '/version' },
      resolved: { BootstrapVersion: '21' },
    });
  });

  test('fail with their own words', () => {
    expect(() => bind(rule(['21']))).toThrow("CDK bootstrap stack version 6 required. Please run 'cdk bootstrap'");
  });
});

describe('parameters', () => {
  const parameter = (definition: object) => ({ Parameters: { P: { Type: 'String', ...definition } } });

  test.each([
    [{ Type: 'AWS::SSM::Parameter::Value<List<String>>' }, '/list', ['a', 'b']],
    [{ Type: 'List<Number>' }, '1, 2', ['1', '2']],
    [{ Type: 'CommaDelimitedList' }, '', []],
    [{ AllowedPattern: '[a-z]+' }, 'abc', 'abc'],
    [{ MinLength: 0 }, '', ''],
    [{ Type: 'Number', MinValue: 1, MaxValue: 3 }, '3', '3'],
  ])('%j takes %s', (definition, value, expected) => {
    expect(bind(parameter(definition), { P: value }).parameters.resolved.P).toEqual(expected);
  });

  test.each([
    [{ AllowedValues: ['a', 1] }, 'b', "Parameter 'P' must be one of AllowedValues"],
    [{ AllowedPattern: '[a-z]+' }, 'abc1', "Parameter 'P' must match pattern [a-z]+"],
    [{ AllowedPattern: 'a', ConstraintDescription: 'say a' }, 'b', "Parameter 'P' failed to satisfy constraint: say a"],
    [{ MinLength: '8' }, 'short', "Parameter 'P' must contain at least 8 characters"],
    [{ MaxLength: 2 }, 'long', "Parameter 'P' must contain at most 2 characters"],
    [{ Type: 'Number' }, 'x', "Parameter 'P' must be a number"],
    [{ Type: 'Number', MinValue: 5 }, '4', "Parameter 'P' must be a number not less than 5"],
    [{ Type: 'Number', MaxValue: 5 }, '6', "Parameter 'P' must be a number not greater than 5"],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/none',
      'Unable to fetch parameters [/none] from parameter store',
    ],
  ])('fails: %j does not take %s', (definition, value, words) => {
    expect(() => bind(parameter(definition), { P: value })).toThrow(words);
  });

  test('fails when one has no value', () => {
    expect(() => bind({ Parameters: { P: { Type: 'String' }, Q: { Type: 'String' } } })).toThrow(
      'Parameters: [P, Q] must have values',
    );
  });

  test('fails when one is not in the template', () => {
    expect(() => bind({}, { X: '1', Y: '2' })).toThrow('Parameters: [X, Y] do not exist in the template');
  });
});
