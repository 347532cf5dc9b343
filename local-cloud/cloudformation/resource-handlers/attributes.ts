import { type DescribedResource } from './placeholder-attributes';
import { arn, type Location } from '../../location';

type Attributes = Readonly<Record<string, unknown>>;

/** The attributes that templates use most; the others get values of the right form only. */
const ATTRIBUTES: Readonly<Record<string, (resource: DescribedResource) => Attributes>> = {
  'AWS::CodeCommit::Repository': ({ properties, location }) => {
    const path = `git-codecommit.${location.region}.amazonaws.com/v1/repos/${String(properties.RepositoryName)}`;
    return { CloneUrlHttp: `https://${path}`, CloneUrlSsh: `ssh://${path}`, Name: properties.RepositoryName };
  },
  'AWS::DynamoDB::Table': ({ physicalId, location }) => ({
    Arn: arn('dynamodb', `table/${physicalId}`, location),
    StreamArn: arn('dynamodb', `table/${physicalId}/stream/2026-01-01T00:00:00.000`, location),
  }),
  'AWS::EC2::SecurityGroup': ({ physicalId, properties }) => ({ GroupId: physicalId, VpcId: properties.VpcId }),
  'AWS::EC2::Subnet': ({ physicalId, properties, location }) => ({
    SubnetId: physicalId,
    VpcId: properties.VpcId,
    CidrBlock: properties.CidrBlock,
    AvailabilityZone: properties.AvailabilityZone ?? `${location.region}a`,
  }),
  'AWS::EC2::VPC': ({ physicalId, properties }) => ({
    VpcId: physicalId,
    CidrBlock: properties.CidrBlock,
    CidrBlockAssociations: [`vpc-cidr-assoc-${physicalId.slice(4)}`],
    DefaultSecurityGroup: `sg-${physicalId.slice(4)}`,
    DefaultNetworkAcl: `acl-${physicalId.slice(4)}`,
    Ipv6CidrBlocks: [],
  }),
  'AWS::KMS::Key': ({ physicalId, location }) => ({
    Arn: arn('kms', `key/${physicalId}`, location),
    KeyId: physicalId,
  }),
  'AWS::RDS::DBInstance': ({ physicalId, properties, location }) => ({
    DBInstanceArn: arn('rds', `db:${physicalId}`, location),
    'Endpoint.Address': `${physicalId}.c9akciq32abc.${location.region}.rds.amazonaws.com`,
    'Endpoint.Port': String(properties.Port ?? (String(properties.Engine).startsWith('postgres') ? 5432 : 3306)),
  }),
  'AWS::SNS::Topic': ({ physicalId, location }) => ({
    TopicArn: arn('sns', physicalId, location),
    TopicName: physicalId,
  }),
  'AWS::SQS::Queue': ({ physicalId, location }) => ({
    Arn: arn('sqs', physicalId, location),
    QueueName: physicalId,
    QueueUrl: queueUrl(physicalId, location),
  }),
};

export function attributesOf(resource: DescribedResource): Attributes {
  return ATTRIBUTES[resource.type]?.(resource) ?? {};
}

/** Returns the value of Ref for the types whose physical id here is only a name. */
export function refOf(type: string, physicalId: string, location: Location): string {
  switch (type) {
    case 'AWS::CloudFormation::WaitConditionHandle':
      return `https://cloudformation-waitcondition-${location.region}.s3.amazonaws.com/${physicalId}`;
    case 'AWS::SNS::Topic':
      return arn('sns', physicalId, location);
    case 'AWS::SQS::Queue':
      return queueUrl(physicalId, location);
    default:
      return physicalId;
  }
}

function queueUrl(name: string, { account, region }: Location): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
