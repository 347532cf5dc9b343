import { isRecord, TemplateError, type ResourceDefinition, formatError } from './template';

type Section = Readonly<Record<string, unknown>>;

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
];

const RESOURCE_MEMBERS = [
  'Type',
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'Description',
  'DependsOn',
  'Metadata',
  'Properties',
  'UpdatePolicy',
  'UpdateReplacePolicy',
  'Version',
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST: Readonly<Record<string, number>> = { Mappings: 200, Outputs: 200, Parameters: 200, Resources: 500 };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html */
const SUPPLIED_TYPE =
  'AWS::(?:EC2::(?:AvailabilityZone::Name|Image::Id|Instance::Id|KeyPair::KeyName|SecurityGroup::GroupName|' +
  'SecurityGroup::Id|Subnet::Id|Volume::Id|VPC::Id)|Route53::HostedZone::Id|SSM::Parameter::Name)';
const PARAMETER_TYPE = new RegExp(
  `^(?:String|Number|CommaDelimitedList|List<Number>|${SUPPLIED_TYPE}|List<${SUPPLIED_TYPE}>|` +
    `AWS::SSM::Parameter::Value<(?:String|CommaDelimitedList|List<String>|${SUPPLIED_TYPE}|List<${SUPPLIED_TYPE}>)>)$`,
);

/** Throws for what CloudFormation reports as a template format error. */
export function checkFormat(template: Section): void {
  const { AWSTemplateFormatVersion: version, Transform } = template;
  if (version !== undefined && version !== '2010-09-09') {
    throw formatError(`${String(version)} is not a supported value for AWSTemplateFormatVersion.`);
  }
  // A transform may define sections of its own, and replace the resources.
  const isWhole = Transform === undefined;
  const unknown = Object.keys(template).filter((name) => isWhole && !SECTIONS.includes(name));
  if (unknown.length > 0) throw new TemplateError(`Invalid template property or properties [${unknown.join(', ')}]`);
  checkNumbers(template);
  checkParameters(sectionOf(template, 'Parameters'));
  checkResources(sectionOf(template, 'Resources'), isWhole);
  checkOutputs(sectionOf(template, 'Outputs'));
}

function checkNumbers(template: Section): void {
  for (const [name, most] of Object.entries(MOST)) {
    const count = Object.keys(sectionOf(template, name)).length;
    if (count > most) {
      throw formatError(`Number of ${name.toLowerCase()}, ${count}, is greater than maximum allowed, ${most}`);
    }
  }
}

function checkParameters(parameters: Section): void {
  for (const parameter of Object.values(parameters)) {
    const type = isRecord(parameter) ? parameter.Type : undefined;
    if (typeof type !== 'string') throw formatError('Every Parameters object must contain a Type member.');
    if (!PARAMETER_TYPE.test(type)) throw formatError(`Unrecognized parameter type: ${type}`);
  }
}

function checkResources(resources: Section, isWhole: boolean): void {
  if (Object.keys(resources).length === 0) throw formatError('At least one Resources member must be defined.');
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (logicalId === 'Fn::Transform') continue;
    if (!/^[A-Za-z0-9]+$/.test(logicalId)) throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
    if (!isRecord(resource) || typeof resource.Type !== 'string') {
      throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
    }
    const unknown = Object.keys(resource).find((name) => isWhole && !RESOURCE_MEMBERS.includes(name));
    if (unknown !== undefined) throw new TemplateError(`Invalid template resource property '${unknown}'`);
  }
}

function checkOutputs(outputs: Section): void {
  for (const [key, output] of Object.entries(outputs)) {
    if (key === 'Fn::Transform') continue;
    if (!isRecord(output) || output.Value === undefined) {
      throw formatError(`[/Outputs/${key}] Every Outputs member must contain a Value object`);
    }
  }
}

function sectionOf(template: Section, name: string): Section {
  const section = template[name];
  return isRecord(section) ? section : {};
}

/**
 * Throws for resources that wait for a PUT to the URL of their handle: nothing runs in the local cloud that would send
 * it.
 */
export function rejectWaitConditions(resources: ReadonlyMap<string, ResourceDefinition>): void {
  for (const [logicalId, { Type, Properties = {} }] of resources) {
    if (Type !== 'AWS::CloudFormation::WaitCondition' || String(Properties.Count) === '0') continue;
    throw new TemplateError(
      `the local cloud does not serve the WaitCondition ${logicalId}: no instance runs in it that could send the ` +
        'signal; exclude it by a condition, or wait by a CreationPolicy',
    );
  }
}
