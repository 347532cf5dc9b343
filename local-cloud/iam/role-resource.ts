import { type Iam } from './iam';
import { type PolicyDocument } from './policy-document';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';
import { deterministicSuffix } from '../deterministic-id';
import { AwsError } from '../gateway/service';

const LONGEST_NAME = 64;

interface RoleProperties {
  readonly RoleName?: string;
  readonly Path?: string;
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: PolicyDocument }[];
  readonly ManagedPolicyArns?: readonly string[];
}

/** `AWS::IAM::Role` */
export class RoleResource implements ResourceHandler {
  constructor(private readonly iam: Iam) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const name = (request.properties as RoleProperties).RoleName ?? physicalName(request, LONGEST_NAME);
    if (this.iam.role(name)) throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    return this.put(name, request.properties);
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    const { RoleName = request.physicalId } = request.properties as RoleProperties;
    const old = request.oldProperties as RoleProperties;
    const role = this.iam.role(RoleName);
    for (const { PolicyName } of old.Policies ?? []) role?.inlinePolicies.delete(PolicyName);
    for (const policyArn of old.ManagedPolicyArns ?? []) role?.managedPolicyArns.delete(policyArn);
    return this.put(RoleName, request.properties);
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.iam.deleteRole(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['RoleName', 'Path'];
  }

  private put(name: string, properties: RoleProperties): ResourceResult {
    this.iam.requirePolicies(properties.ManagedPolicyArns ?? []);
    const role = this.iam.putRole(name, properties.Path);
    for (const policy of properties.Policies ?? []) role.inlinePolicies.set(policy.PolicyName, policy.PolicyDocument);
    for (const policyArn of properties.ManagedPolicyArns ?? []) role.managedPolicyArns.add(policyArn);
    const RoleId = `AROA${deterministicSuffix(role.roleArn)}`;
    return { physicalId: name, attributes: { Arn: role.roleArn, RoleId } };
  }
}
