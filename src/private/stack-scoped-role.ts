import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * A role to which a stack that does not make it grants permissions, by a policy of its own: the role's stack need not
 * depend on the granting one. A role that is imported as immutable takes no policy, and so there will be none.
 */
export class RolePolicy implements iam.IPrincipal {
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
