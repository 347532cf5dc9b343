/**
 * Seconds that the creation of a resource takes, roughly as in a real account; updates and removals take half as long.
 */
const CREATION_SECONDS: Readonly<Record<string, number>> = {
  'AWS::CDK::Metadata': 0.5,
  'AWS::CloudFront::Distribution': 280,
  'AWS::DynamoDB::Table': 25,
  'AWS::EC2::EIP': 15,
  'AWS::EC2::Instance': 35,
  'AWS::EC2::InternetGateway': 15,
  'AWS::EC2::NatGateway': 105,
  'AWS::EC2::RouteTable': 8,
  'AWS::EC2::SecurityGroup': 6,
  'AWS::EC2::Subnet': 6,
  'AWS::EC2::VPC': 12,
  'AWS::EC2::VPCEndpoint': 60,
  'AWS::EC2::VPCGatewayAttachment': 5,
  'AWS::ECS::Service': 120,
  'AWS::EKS::Cluster': 600,
  'AWS::ElastiCache::ReplicationGroup': 420,
  'AWS::IAM::InstanceProfile': 120,
  'AWS::IAM::Policy': 15,
  'AWS::IAM::Role': 16,
  'AWS::KMS::Key': 30,
  'AWS::RDS::DBCluster': 90,
  'AWS::RDS::DBInstance': 240,
  'AWS::RDS::DBSubnetGroup': 6,
  'AWS::S3::Bucket': 12,
  'AWS::SNS::Topic': 10,
  'AWS::SQS::Queue': 60,
};

const DEFAULT_SECONDS = 2;

export function millisecondsFor(operation: 'create' | 'update' | 'delete', type: string): number {
  const seconds = CREATION_SECONDS[type] ?? DEFAULT_SECONDS;
  return seconds * (operation === 'create' ? 1000 : 500);
}
