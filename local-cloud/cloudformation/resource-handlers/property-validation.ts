import { type Properties } from './resource-handler';
import { contains, parseCidr } from '../template/cidr';

/** Finds a resource of the account that another one is validated against. */
export type FindResource = (type: string, physicalId: string) => Properties | undefined;

type Check = (properties: Properties, find: FindResource) => string | undefined;

/** Errors of the services, with their own messages, so that the most common failures can be reproduced. */
const CHECKS: Readonly<Record<string, Check>> = {
  'AWS::EC2::SecurityGroup': ({ GroupDescription }) =>
    GroupDescription === undefined
      ? 'Properties validation failed: required key [GroupDescription] not found'
      : undefined,
  'AWS::EC2::Subnet': checkSubnet,
  'AWS::EC2::VPC': ({ CidrBlock }) => {
    const block = parseCidr(String(CidrBlock));
    if (!block) {
      return ec2(`Value (${String(CidrBlock)}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
    }
    if (block.size > 2 ** 16 || block.size < 2 ** 4) return ec2(`The CIDR '${String(CidrBlock)}' is invalid.`);
    return undefined;
  },
  'AWS::RDS::DBInstance': ({ AllocatedStorage, Engine }) =>
    AllocatedStorage !== undefined && Number(AllocatedStorage) < 20
      ? `Invalid storage size for engine name ${String(Engine)} and storage type gp2: ${String(AllocatedStorage)} (Service: Rds, Status Code: 400)`
      : undefined,
};

export function propertyProblem(type: string, properties: Properties, find: FindResource): string | undefined {
  return CHECKS[type]?.(properties, find);
}

function checkSubnet({ CidrBlock, VpcId }: Properties, find: FindResource): string | undefined {
  // A VPC from before the local cloud is not known here.
  const vpc = find('AWS::EC2::VPC', String(VpcId));
  if (!vpc) return undefined;
  const outer = parseCidr(String(vpc.CidrBlock));
  const inner = parseCidr(String(CidrBlock));
  return outer && inner && contains(outer, inner) ? undefined : ec2(`The CIDR '${String(CidrBlock)}' is invalid.`);
}

function ec2(message: string): string {
  return `${message} (Service: Ec2, Status Code: 400)`;
}
