import { AwsError } from '../gateway/service';

export type Direction = 'Ingress' | 'Egress';

/** A permission as in the request: its fields by their names, e.g. `IpRanges.1.CidrIp`. */
export type IpPermission = Readonly<Record<string, string>>;

/** The rules of the security groups that VPCs are created with. */
export class DefaultSecurityGroups {
  private readonly rules = new Map<string, Set<string>>();

  constructor(
    private readonly account: string,
    /** Returns true where a VPC has this group. */
    private readonly exists: (groupId: string) => boolean,
  ) {}

  authorize(groupId: string, direction: Direction, permission: IpPermission): void {
    const rules = this.rulesOf(groupId, direction);
    const key = keyOf(permission);
    if (rules.has(key)) {
      throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${key}" already exists`);
    }
    rules.add(key);
  }

  revoke(groupId: string, direction: Direction, permission: IpPermission): void {
    if (this.rulesOf(groupId, direction).delete(keyOf(permission))) return;
    throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
  }

  /** Initially the members reach one another, and everything outside. */
  private rulesOf(groupId: string, direction: Direction): Set<string> {
    if (!this.exists(groupId)) {
      throw new AwsError(
        'InvalidGroup.NotFound',
        `The security group '${groupId}' does not exist, or is not the default one of a VPC: the local cloud knows the rules of those alone`,
      );
    }
    const source: IpPermission =
      direction === 'Ingress'
        ? { 'Groups.1.GroupId': groupId, 'Groups.1.UserId': this.account }
        : { 'IpRanges.1.CidrIp': '0.0.0.0/0' };
    const key = `${direction} ${groupId}`;
    const rules = this.rules.get(key) ?? new Set([keyOf({ IpProtocol: '-1', ...source })]);
    this.rules.set(key, rules);
    return rules;
  }
}

function keyOf(permission: IpPermission): string {
  const fields = Object.entries(permission).map(([name, value]) => `${name}=${value}`);
  return fields.sort().join(' ');
}
