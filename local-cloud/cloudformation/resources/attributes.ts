import { Properties } from '../resource-handler';

export interface Location {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

interface Described {
  readonly physicalId: string;
  readonly properties: Properties;
  readonly location: Location;
}

type Attributes = Readonly<Record<string, unknown>>;

/** The attributes that templates ask for most; every other name gets a made-up value. */
const ATTRIBUTES: Readonly<Record<string, (resource: Described) => Attributes>> = {
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

export function attributesOf(type: string, resource: Described): Attributes {
  return ATTRIBUTES[type]?.(resource) ?? {};
}

/** A plausible value for an attribute that the table does not know. */
export function otherAttributeOf(type: string, physicalId: string, name: string, location: Location): string {
  const [, service = '', kind = ''] = type.split('::');
  if (!name.endsWith('Arn')) return `${physicalId}-${name}`;
  const isGlobal = service === 'IAM';
  return arn(
    service.toLowerCase(),
    `${kind.toLowerCase()}/${physicalId}`,
    isGlobal ? { ...location, region: '' } : location,
  );
}

/** What Ref gives for the types whose physical id here is only a name. */
export function refOf(type: string, physicalId: string, location: Location): string {
  switch (type) {
    case 'AWS::SNS::Topic':
      return arn('sns', physicalId, location);
    case 'AWS::SQS::Queue':
      return queueUrl(physicalId, location);
    default:
      return physicalId;
  }
}

function arn(service: string, resource: string, { partition, region, account }: Location): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

function queueUrl(name: string, { account, region }: Location): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
