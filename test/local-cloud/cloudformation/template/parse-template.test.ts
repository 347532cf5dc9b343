import { parseTemplate } from '../../../../local-cloud/cloudformation/template/parse-template';
import { summarizeTemplate } from '../../../../local-cloud/cloudformation/template/template-summary';

const YAML = `
Description: A network
Parameters:
  Cidr:
    Type: String
    Default: 10.0.0.0/16
    AllowedPattern: '[0-9./]+'
    ConstraintDescription: a CIDR block
  Password: { Type: String, NoEcho: true, MinLength: 8 }
  Size: { Type: Number, AllowedValues: [1, 2], Default: 1 }
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: !Ref Cidr
      Tags:
        - Key: !Sub '\${AWS::StackName}-x'
          Value: !Join ['-', [!GetAtt Other.Outputs.Name, !Select [0, !GetAZs '']]]
      Policy: { Version: 2012-10-17 }
      Import: !ImportValue
        Fn::Sub: '\${Cidr}-x'
      Choice: !If [IsBig, !Sub ['\${A}', { A: !GetAtt [Other, Arn] }], !Ref AWS::NoValue]
Outputs:
  VpcId: { Value: !Ref Vpc, Description: The id }
`;

test('reads the short forms of YAML as the functions they stand for', () => {
  const { Resources } = parseTemplate(YAML);

  expect(Resources.Vpc?.Properties).toEqual({
    CidrBlock: { Ref: 'Cidr' },
    Tags: [
      {
        Key: { 'Fn::Sub': '${AWS::StackName}-x' },
        Value: {
          'Fn::Join': ['-', [{ 'Fn::GetAtt': ['Other', 'Outputs.Name'] }, { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }]],
        },
      },
    ],
    Policy: { Version: '2012-10-17' },
    Import: { 'Fn::ImportValue': { 'Fn::Sub': '${Cidr}-x' } },
    Choice: {
      'Fn::If': ['IsBig', { 'Fn::Sub': ['${A}', { A: { 'Fn::GetAtt': ['Other', 'Arn'] } }] }, { Ref: 'AWS::NoValue' }],
    },
  });
});

test('reads JSON', () => {
  expect(parseTemplate(' {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}').Resources.A?.Type).toBe('AWS::SNS::Topic');
});

test('tells what a template asks for and gives back', () => {
  expect(summarizeTemplate(YAML)).toMatchObject({
    description: 'A network',
    parameters: [
      {
        key: 'Cidr',
        type: 'String',
        defaultValue: '10.0.0.0/16',
        noEcho: false,
        allowedPattern: '[0-9./]+',
        constraintDescription: 'a CIDR block',
      },
      { key: 'Password', noEcho: true, minLength: '8', allowedValues: [] },
      { key: 'Size', defaultValue: '1', allowedValues: ['1', '2'] },
    ],
    outputs: [{ key: 'VpcId', description: 'The id' }],
    resourceTypes: ['AWS::EC2::VPC'],
  });
});

test.each([
  ['{', 'JSON not well-formed'],
  ['a: [', 'YAML not well-formed'],
  ['[]', 'unsupported structure'],
  ['{"Resources": {}}', 'At least one Resources member must be defined.'],
  ['{"Resources": {"a-b": {"Type": "x"}}}', 'Resource name a-b is non alphanumeric.'],
  ['{"Resources": {"A": {}}}', '[/Resources/A] Every Resources object must contain a Type member.'],
  ['{"Resources": {"A": {"Type": "x"}}, "Outputs": {"B": {}}}', 'Every Outputs member must contain a Value object'],
])('fails on %s', (body, words) => {
  expect(() => parseTemplate(body)).toThrow(words);
});
