import { AccessRequest, applies, PolicyDocument, Statement, statementsOf } from './policy-document';

interface Role {
  readonly roleArn: string;
  readonly inlinePolicies: Map<string, PolicyDocument>;
  readonly managedPolicyArns: Set<string>;
}

/** Of AWS's own managed policies, those that the apps of this project attach. */
const AWS_MANAGED_POLICIES = new Map<string, PolicyDocument>([
  [
    'AWSLambdaBasicExecutionRole',
    {
      Statement: {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    },
  ],
  ['AdministratorAccess', { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
]);

/** The roles of the account and what their policies say. Nothing asks for leave by itself: tests do. */
export class Iam {
  private readonly roles = new Map<string, Role>();
  private readonly managedPolicies = new Map<string, PolicyDocument>();

  constructor(
    private readonly account: string,
    private readonly partition = 'aws',
  ) {}

  arn(resource: string): string {
    return `arn:${this.partition}:iam::${this.account}:${resource}`;
  }

  /** Makes or changes a role; policies that were attached from outside stay. */
  putRole(roleName: string, path = '/'): Role {
    const role = this.roles.get(roleName) ?? {
      roleArn: this.arn(`role${path}${roleName}`),
      inlinePolicies: new Map(),
      managedPolicyArns: new Set(),
    };
    this.roles.set(roleName, role);
    return role;
  }

  deleteRole(roleName: string): void {
    this.roles.delete(roleName);
  }

  role(nameOrArn: string): Role | undefined {
    return this.roles.get(nameOrArn.split('/').pop() ?? '');
  }

  putManagedPolicy(policyArn: string, document: PolicyDocument): void {
    this.managedPolicies.set(policyArn, document);
  }

  deleteManagedPolicy(policyArn: string): void {
    this.managedPolicies.delete(policyArn);
    for (const role of this.roles.values()) role.managedPolicyArns.delete(policyArn);
  }

  /** All statements of all policies of a role; none for a role that was not made here. */
  statements(roleNameOrArn: string): readonly Statement[] {
    const role = this.role(roleNameOrArn);
    if (role === undefined) return [];
    const managed = [...role.managedPolicyArns].flatMap((policyArn) => this.managedPolicy(policyArn) ?? []);
    return [...role.inlinePolicies.values(), ...managed].flatMap(statementsOf);
  }

  allows(roleNameOrArn: string, request: AccessRequest): boolean {
    const effects = this.statements(roleNameOrArn)
      .filter((statement) => applies(statement, request))
      .map((statement) => statement.Effect);
    return effects.includes('Allow') && !effects.includes('Deny');
  }

  private managedPolicy(policyArn: string): PolicyDocument | undefined {
    return this.managedPolicies.get(policyArn) ?? AWS_MANAGED_POLICIES.get(policyArn.split('/').pop() ?? '');
  }
}
