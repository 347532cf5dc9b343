import { AwsError } from '../../gateway/service';
import { type QueryInput } from '../../query-protocol/query-input';
import { parseTemplate } from '../template/parse-template';
import { type ResourceDefinition } from '../template/template';
import { declaredTransforms } from '../template/transforms';

/** The types that grant access, with the property by which their users name them. */
const IAM_TYPES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

export interface RequiredCapabilities {
  readonly capabilities: readonly string[];
  /** The resource types that require it. */
  readonly resourceTypes: readonly string[];
}

/**
 * Returns the capabilities that the template requires.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function requiredCapabilities(templateBody: string): RequiredCapabilities {
  const template = parseTemplate(templateBody);
  const resources = Object.values(template.Resources).filter(({ Type }) => Object.hasOwn(IAM_TYPES, Type));
  const ofIam = resources.some(isNamed) ? ['CAPABILITY_NAMED_IAM'] : resources.length > 0 ? ['CAPABILITY_IAM'] : [];
  const ofTransforms = declaredTransforms(template).length > 0 ? ['CAPABILITY_AUTO_EXPAND'] : [];
  return {
    capabilities: [...ofIam, ...ofTransforms],
    resourceTypes: [...new Set(resources.map(({ Type }) => Type))],
  };
}

export function requireCapabilities(input: QueryInput, templateBody: string): void {
  const given = input.texts('Capabilities') ?? [];
  // CAPABILITY_NAMED_IAM includes CAPABILITY_IAM. A change set shows the result of the transforms, so it needs no
  // acknowledgement of them.
  const isGiven = (capability: string) =>
    given.includes(capability) ||
    (capability === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')) ||
    (capability === 'CAPABILITY_AUTO_EXPAND' && input.text('ChangeSetName') !== undefined);
  const missing = requiredCapabilities(templateBody).capabilities.filter((capability) => !isGiven(capability));
  if (missing.length > 0) {
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
  }
}

function isNamed({ Type, Properties = {} }: ResourceDefinition): boolean {
  const name = IAM_TYPES[Type];
  return name !== undefined && Properties[name] !== undefined;
}
