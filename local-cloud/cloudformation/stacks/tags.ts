import { type Properties } from '../resource-handlers/resource-handler';

/** Types that inherit the tags of their stack, as a list of Key and Value. */
const TAGGABLE = new Set([
  'AWS::CloudFormation::Stack',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBSubnetGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::ServiceCatalog::CloudFormationProduct',
  'AWS::ServiceCatalog::Portfolio',
  'AWS::StepFunctions::StateMachine',
]);

/** Adds the tags of the stack to a resource; its own tags take precedence. */
export function withStackTags(
  type: string,
  properties: Properties,
  stackTags: Readonly<Record<string, string>>,
): Properties {
  if (!TAGGABLE.has(type) || Object.keys(stackTags).length === 0) return properties;
  const own = Array.isArray(properties.Tags) ? properties.Tags : [];
  const ownKeys = new Set(own.map((tag: { readonly Key?: unknown }) => tag.Key));
  const inherited = Object.entries(stackTags)
    .filter(([key]) => !ownKeys.has(key))
    .map(([Key, Value]) => ({ Key, Value }));
  return { ...properties, Tags: [...own, ...inherited] };
}
