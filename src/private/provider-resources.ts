import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IDependable } from 'constructs';
import {
  executionStatements,
  LaunchPermission,
  serviceCatalogStatements,
  stackStatement,
  templateStatements,
} from './permissions';
import { PortfolioAccess } from './portfolio-access';
import { createFunction, createInvokeConfig } from './provider-function';
import { ServedStacks } from './served-stacks';
import { ProviderRole } from './stack-scoped-role';
import { createStateMachine } from './state-machine';
import { ManagedProducts } from '../managed-products';
import type { ProvisionedProductProviderProps } from '../provisioned-product-provider';

export interface ProviderResources {
  readonly role: ProviderRole;
  readonly handler: lambda.Function;
  readonly stateMachine: stepfunctions.CfnStateMachine;
  readonly launchPermission: LaunchPermission;
  readonly portfolioAccess: PortfolioAccess;
  /** Created last and deleted first, so that depending on it means depending on the whole provider. */
  readonly ready: IDependable;
}

/**
 * Create all that a provider owns.
 *
 * @param defaultId the id of the provider that a stack creates by itself, and the first part of the ids of policies
 */
export function createProviderResources(
  scope: Construct,
  props: ProvisionedProductProviderProps,
  defaultId: string,
): ProviderResources {
  const stack = Stack.of(scope);
  const role = new ProviderRole(scope, props.role ?? createRole(scope), defaultId);
  const stacks = scope.node.id === defaultId ? undefined : new ServedStacks(scope, props.stacks);
  const handler = createFunction(scope, role, { ...props, stacks: stacks?.names });
  const stateMachine = createStateMachine(scope, handler, props);
  const launchPermission = new LaunchPermission(stack);
  const grantee = role.granteeIn(stack);
  const granted = [
    ...executionStatements(stateMachine, props.encryptionKey),
    ...serviceCatalogStatements(props.manages === ManagedProducts.OF_OWN_ROLE),
    ...templateStatements(),
    launchPermission.statement,
    stackStatement(stacks?.arns ?? [stack.stackId]),
  ].flatMap((statement) => grantee.grantPrincipal.addToPrincipalPolicy(statement).policyDependable ?? []);
  const ready = createInvokeConfig(scope, handler, grantee, props.onFailure);
  ready.node.addDependency(role.role, stateMachine, ...granted, ...wayOut(handler, props));
  const portfolioAccess = new PortfolioAccess(scope, role.role, ready);
  return { role, handler, stateMachine, launchPermission, portfolioAccess, ready };
}

function createRole(scope: Construct): iam.Role {
  return new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** The resources through which the function reaches AWS from its VPC. */
function wayOut(handler: lambda.Function, { vpc, vpcSubnets }: ProvisionedProductProviderProps): IDependable[] {
  if (!vpc) return [];
  const { internetConnectivityEstablished } = vpc.selectSubnets(vpcSubnets);
  return [internetConnectivityEstablished, vpc, ...handler.connections.securityGroups];
}
