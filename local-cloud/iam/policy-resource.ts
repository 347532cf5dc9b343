import { type Iam } from './iam';
import { type PolicyDocument } from './policy-document';
import { physicalName } from '../cloudformation/resource-handlers/physical-ids';
import {
  type ResourceHandler,
  type ResourceRequest,
  type ResourceResult,
} from '../cloudformation/resource-handlers/resource-handler';

const LONGEST_NAME = 128;

interface PolicyProperties {
  readonly PolicyName: string;
  readonly PolicyDocument: PolicyDocument;
  readonly Roles?: readonly string[];
}

/** `AWS::IAM::Policy`: a policy within the roles that it names. */
export class PolicyResource implements ResourceHandler {
  constructor(private readonly iam: Iam) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    this.put(propertiesOf(request));
    return { physicalId: physicalName(request, LONGEST_NAME) };
  }

  async update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: object },
  ): Promise<ResourceResult> {
    this.remove(request.oldProperties as PolicyProperties);
    this.put(propertiesOf(request));
    return { physicalId: request.physicalId };
  }

  async delete(request: ResourceRequest): Promise<void> {
    this.remove(propertiesOf(request));
  }

  private put({ PolicyName, PolicyDocument: document, Roles = [] }: PolicyProperties): void {
    for (const role of Roles) this.iam.role(role)?.inlinePolicies.set(PolicyName, document);
  }

  private remove({ PolicyName, Roles = [] }: PolicyProperties): void {
    for (const role of Roles) this.iam.role(role)?.inlinePolicies.delete(PolicyName);
  }
}

function propertiesOf(request: ResourceRequest): PolicyProperties {
  return request.properties as unknown as PolicyProperties;
}
