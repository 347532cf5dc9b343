import { type Iam } from './iam';
import { type PolicyDocument } from './policy-document';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type Properties,
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';

const LONGEST_NAME = 128;

interface ManagedPolicyProperties {
  readonly ManagedPolicyName?: string;
  readonly Path?: string;
  readonly PolicyDocument: PolicyDocument;
  readonly Roles?: readonly string[];
}

/** `AWS::IAM::ManagedPolicy`: a policy of its own, attached to the roles that it names. */
export class ManagedPolicyResource implements ResourceHandler {
  constructor(private readonly iam: Iam) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const { ManagedPolicyName, Path = '/' } = propertiesOf(request);
    const name = ManagedPolicyName ?? physicalName(request, LONGEST_NAME);
    return this.put(this.iam.arn(`policy${Path}${name}`), propertiesOf(request));
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult> {
    if (propertiesOf(request).ManagedPolicyName !== request.oldProperties.ManagedPolicyName) {
      return this.create(request);
    }
    this.iam.deleteManagedPolicy(request.physicalId);
    return this.put(request.physicalId, propertiesOf(request));
  }

  async delete({ physicalId }: { readonly physicalId: string }): Promise<void> {
    this.iam.deleteManagedPolicy(physicalId);
  }

  createOnlyProperties(): readonly string[] {
    return ['ManagedPolicyName', 'Path'];
  }

  private put(policyArn: string, { PolicyDocument: document, Roles = [] }: ManagedPolicyProperties): ResourceResult {
    this.iam.putManagedPolicy(policyArn, document);
    for (const role of Roles) this.iam.role(role)?.managedPolicyArns.add(policyArn);
    return { physicalId: policyArn, attributes: { PolicyArn: policyArn } };
  }
}

function propertiesOf(request: ResourceRequest): ManagedPolicyProperties {
  return request.properties as unknown as ManagedPolicyProperties;
}
