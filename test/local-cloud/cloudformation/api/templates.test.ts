import {
  Capability,
  CreateChangeSetCommand,
  CreateStackCommand,
  GetTemplateSummaryCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudFormationFixture } from './fixture';

const StackName = 'app';
const TRUST = { AssumeRolePolicyDocument: {} };
const QUEUE = { Type: 'AWS::SQS::Queue' };
const EXTENDED = body({ Queue: QUEUE }, { Transform: 'AWS::LanguageExtensions' });

function body(Resources: object, rest: object = {}): string {
  return JSON.stringify({ Resources, ...rest });
}

let cloud: CloudFormationFixture;

beforeEach(async () => {
  cloud = await CloudFormationFixture.open();
});

afterEach(() => cloud.close());

describe('the capabilities of a template', () => {
  test.each<[object, Capability[], string]>([
    [{ Type: 'AWS::IAM::Role', Properties: TRUST }, [], 'CAPABILITY_IAM'],
    [{ Type: 'AWS::IAM::Role', Properties: { ...TRUST, RoleName: 'me' } }, ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
    [{ Type: 'AWS::IAM::User', Properties: { UserName: 'me' } }, ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
  ])('fails to make %j with %j', async (Thing, Capabilities, missing) => {
    const create = new CreateStackCommand({ StackName, TemplateBody: body({ Thing }), Capabilities });

    await expect(cloud.client.send(create)).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: `Requires capabilities : [${missing}]`,
    });
  });

  test('a policy that must have a name needs no more than CAPABILITY_IAM', async () => {
    const Properties = { PolicyName: 'me', PolicyDocument: {}, Roles: ['other'] };
    const TemplateBody = body({ Policy: { Type: 'AWS::IAM::Policy', Properties } });

    await cloud.client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));

    expect((await cloud.settled(StackName)).StackStatus).toBe('CREATE_COMPLETE');
  });

  test('a transform needs CAPABILITY_AUTO_EXPAND, but not in a change set', async () => {
    const create = new CreateStackCommand({ StackName, TemplateBody: EXTENDED });
    await expect(cloud.client.send(create)).rejects.toThrow('Requires capabilities : [CAPABILITY_AUTO_EXPAND]');

    const input = { StackName, TemplateBody: EXTENDED, ChangeSetName: 'first', ChangeSetType: 'CREATE' as const };
    await expect(cloud.client.send(new CreateChangeSetCommand(input))).resolves.toMatchObject({
      Id: expect.any(String),
    });
  });

  test('are told with their reason', async () => {
    const TemplateBody = body({ Role: { Type: 'AWS::IAM::Role', Properties: { ...TRUST, RoleName: 'me' } } });

    expect(await cloud.client.send(new GetTemplateSummaryCommand({ TemplateBody }))).toMatchObject({
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
    expect(await cloud.client.send(new ValidateTemplateCommand({ TemplateBody: EXTENDED }))).toMatchObject({
      Capabilities: ['CAPABILITY_AUTO_EXPAND'],
      DeclaredTransforms: ['AWS::LanguageExtensions'],
    });
  });
});

test('fails to validate a type and an attribute that do not exist', async () => {
  const validate = (TemplateBody: string) => cloud.client.send(new ValidateTemplateCommand({ TemplateBody }));

  await expect(validate(body({ Queue: { Type: 'AWS::SQS::Quueue' } }))).rejects.toThrow(
    'Template format error: Unrecognized resource types: [AWS::SQS::Quueue]',
  );
  await expect(
    validate(body({ Queue: QUEUE }, { Outputs: { Out: { Value: { 'Fn::GetAtt': ['Queue', 'Nonsense'] } } } })),
  ).rejects.toThrow('Template error: resource Queue does not support attribute type Nonsense in Fn::GetAtt');
});

test('takes a template of 51,200 bytes in the request, a larger one from S3, none of more than a megabyte', async () => {
  const ofBytes = (bytes: number) => body({ Queue: QUEUE }).padEnd(bytes);
  const validate = (template: object) => cloud.client.send(new ValidateTemplateCommand(template));
  cloud.objects.createBucket('templates');
  cloud.objects.put('templates', 'large', Buffer.from(ofBytes(51_201)));
  cloud.objects.put('templates', 'too-large', Buffer.from(ofBytes(1_000_001)));

  await validate({ TemplateBody: ofBytes(51_200) });
  await validate({ TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/large' });
  await expect(validate({ TemplateBody: ofBytes(51_201) })).rejects.toThrow(
    "at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
  );
  await expect(validate({ TemplateURL: 'https://templates.s3.us-east-1.amazonaws.com/too-large' })).rejects.toThrow(
    'Template may not exceed 1000000 bytes in size.',
  );
});
