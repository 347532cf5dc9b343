import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { nameInApp, nameInRegion } from './unique-names';

/**
 * A role to which a stack that does not make it grants permissions, by a policy of its own: the role's stack need not
 * depend on the granting one. A role that is imported as immutable takes no policy, and so there will be none.
 */
class StackScopedRole implements iam.IPrincipal {
  public readonly grantPrincipal = this;
  public readonly assumeRoleAction: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly principalAccount?: string;

  private policy?: iam.Policy;

  constructor(
    private readonly role: iam.IRole,
    private readonly makePolicy: () => iam.Policy,
  ) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.policyFragment = role.policyFragment;
    this.principalAccount = role.principalAccount;
  }

  /** The policy is made for the first statement: a policy that is attached must not be empty. */
  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy ??= this.attach();
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }

  private attach(): iam.Policy {
    const policy = this.makePolicy();
    this.role.attachInlinePolicy(policy);
    return policy;
  }
}

/** The role of a provider, as each stack may grant permissions to it. */
export class ProviderRole {
  private readonly granteeByStack = new Map<Stack, iam.IGrantable>();

  /** @param prefix the first part of the ids of policies */
  constructor(
    private readonly provider: Construct,
    public readonly role: iam.IRole,
    private readonly prefix: string,
  ) {}

  /** The role for grants of this stack: a policy of the stack, unless the stack makes the role. */
  public granteeIn(stack: Stack): iam.IGrantable {
    const known = this.granteeByStack.get(stack);
    if (known) return known;
    const makesRole = stack === this.role.stack && iam.Role.isRole(this.role);
    const grantee = makesRole ? this.role : new StackScopedRole(this.role, () => this.createPolicy(stack));
    this.granteeByStack.set(stack, grantee);
    return grantee;
  }

  /** Policies of one name would overwrite each other in the role, which may be used by stacks of all Regions. */
  public createPolicy(stack: Stack, ...purpose: string[]): iam.Policy {
    const id = [this.prefix, nameInApp(this.provider), nameInRegion(stack), ...purpose].join('.');
    const policy = new iam.Policy(stack, id);
    // IAM takes 128 characters.
    const name = Names.uniqueResourceName(policy, { maxLength: 100 });
    (policy.node.defaultChild as iam.CfnPolicy).policyName = `${name}.${stack.region}`;
    return policy;
  }
}
