import { awsManagedPolicy } from './aws-managed-policies';
import {
  type AccessRequest,
  actionsOf,
  applies,
  type PolicyDocument,
  type Statement,
  statementsOf,
} from './policy-document';
import { AwsError } from '../gateway/service';

interface Role {
  readonly roleArn: string;
  readonly inlinePolicies: Map<string, PolicyDocument>;
  readonly managedPolicyArns: Set<string>;
}

/** The session of a role, as which a function or an execution of a state machine acts. */
export interface RoleSession {
  readonly roleArn: string;
  readonly name: string;
}

/** Throws AWS's error where the policies of the role do not allow the request. */
export type Authorize = (session: RoleSession, request: AccessRequest) => void;

/** The roles of the account and their policies, and which of their permissions have been used. */
export class Iam {
  private readonly roles = new Map<string, Role>();
  /** The names of all roles that were ever created here. */
  private readonly ownRoles = new Set<string>();
  /** The requests that were allowed, by the ARN of the role. */
  private readonly uses = new Map<string, Map<string, AccessRequest>>();
  private readonly managedPolicies = new Map<string, PolicyDocument>();

  constructor(
    private readonly account: string,
    private readonly partition = 'aws',
  ) {}

  arn(resource: string): string {
    return `arn:${this.partition}:iam::${this.account}:${resource}`;
  }

  /** Creates or updates a role; policies that were attached from outside are kept. */
  putRole(name: string, path = '/'): Role {
    const role = this.roles.get(name) ?? {
      roleArn: this.arn(`role${path}${name}`),
      inlinePolicies: new Map(),
      managedPolicyArns: new Set(),
    };
    this.roles.set(name, role);
    this.ownRoles.add(name);
    return role;
  }

  deleteRole(name: string): void {
    this.roles.delete(name);
  }

  role(nameOrArn: string): Role | undefined {
    return this.roles.get(roleName(nameOrArn));
  }

  putManagedPolicy(policyArn: string, document: PolicyDocument): void {
    this.managedPolicies.set(policyArn, document);
  }

  deleteManagedPolicy(policyArn: string): void {
    this.managedPolicies.delete(policyArn);
    for (const role of this.roles.values()) role.managedPolicyArns.delete(policyArn);
  }

  /** Throws IAM's error for a policy that does not exist, and so cannot be attached to a role. */
  requirePolicies(policyArns: readonly string[]): void {
    for (const policyArn of policyArns) {
      if (this.managedPolicy(policyArn) !== undefined) continue;
      throw new AwsError('NoSuchEntity', `Policy ${policyArn} does not exist or is not attachable.`, 404);
    }
  }

  /** Returns all statements of all policies of a role; none for a role that was not created here. */
  statements(roleNameOrArn: string): readonly Statement[] {
    const role = this.role(roleNameOrArn);
    if (role === undefined) return [];
    const managed = [...role.managedPolicyArns].flatMap((policyArn) => this.managedPolicy(policyArn) ?? []);
    return [...role.inlinePolicies.values(), ...managed].flatMap(statementsOf);
  }

  allows(roleNameOrArn: string, request: AccessRequest): boolean {
    const effects = this.effects(roleNameOrArn, request);
    return effects.includes('Allow') && !effects.includes('Deny');
  }

  /** Users and roles that were not created here may do everything: their policies are unknown. */
  authorize({ roleArn, name }: RoleSession, request: AccessRequest): void {
    if (!this.ownRoles.has(roleName(roleArn)) || !roleArn.includes(':role/')) return;
    const { action, resource } = request;
    if (this.allows(roleArn, request)) {
      const uses = this.uses.get(roleArn) ?? new Map<string, AccessRequest>();
      this.uses.set(roleArn, uses.set(`${action} ${resource}`, request));
      return;
    }
    const denied = this.effects(roleArn, request).includes('Deny');
    const user = `arn:${this.partition}:sts::${this.account}:assumed-role/${roleName(roleArn)}/${name}`;
    throw new AwsError(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: ${action}${resource === '*' ? '' : ` on resource: ${resource}`} ` +
        (denied
          ? 'with an explicit deny in an identity-based policy'
          : `because no identity-based policy allows the ${action} action`),
    );
  }

  /** Returns the actions of a role's policies that no request has needed so far. */
  unusedActions(roleArn: string): string[] {
    const uses = [...(this.uses.get(roleArn)?.values() ?? [])];
    return this.statements(roleArn)
      .flatMap((statement) => actionsOf(statement).map((action) => ({ ...statement, Action: action })))
      .filter((statement) => !uses.some((use) => applies(statement, use)))
      .map(({ Action }) => Action);
  }

  private effects(roleNameOrArn: string, request: AccessRequest): readonly Statement['Effect'][] {
    return this.statements(roleNameOrArn)
      .filter((statement) => applies(statement, request))
      .map((statement) => statement.Effect);
  }

  private managedPolicy(policyArn: string): PolicyDocument | undefined {
    return this.managedPolicies.get(policyArn) ?? awsManagedPolicy(policyArn);
  }
}

function roleName(nameOrArn: string): string {
  return nameOrArn.split('/').pop() ?? '';
}
