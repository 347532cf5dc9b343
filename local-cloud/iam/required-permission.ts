import { type AccessRequest } from './policy-document';
import { type Caller } from '../gateway/service';
import { arn, type Location } from '../location';
import { type SecretStore } from '../secrets-manager/secret-store';

/** A call as the gateway sees it. */
export interface ServiceCall {
  /** The name in a signature, e.g. `servicecatalog`. */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly caller: Pick<Caller, 'principalArn'>;
}

/** Returns the ARN of the principal that owns a provisioned product or a record, or undefined where there is none. */
export type OwnerOf = (sought: { readonly id?: string; readonly name?: string }) => string | undefined;

type Input = Readonly<Record<string, string | undefined>>;
type ResourceOf = (input: Input, location: Location, secrets: SecretStore) => string;

const product: ResourceOf = ({ ProductId, Id }, location) =>
  arn('catalog', `product/${ProductId ?? Id ?? '*'}`, location);
const portfolio: ResourceOf = ({ Id = '*' }, location) => arn('catalog', `portfolio/${Id}`, location);
const stack: ResourceOf = ({ StackName = '*' }, location) =>
  StackName.startsWith('arn:') ? StackName : arn('cloudformation', `stack/${StackName}/*`, location);
const securityGroup: ResourceOf = ({ GroupId = '*' }, location) => arn('ec2', `security-group/${GroupId}`, location);
const lambdaFunction: ResourceOf = ({ FunctionName = '*' }, location) =>
  FunctionName.startsWith('arn:') ? FunctionName : arn('lambda', `function:${FunctionName}`, location);
const stateMachine: ResourceOf = ({ stateMachineArn = '*' }) => stateMachineArn;
const execution: ResourceOf = ({ executionArn = '*' }) => executionArn;

/** The resource that a policy must name, by the action. All other actions have no resource, and need `*`. */
const RESOURCES: Readonly<Record<string, ResourceOf>> = {
  'cloudformation:DescribeStackEvents': stack,
  'cloudformation:DescribeStackResource': stack,
  'cloudformation:DescribeStacks': stack,
  'ec2:AuthorizeSecurityGroupEgress': securityGroup,
  'ec2:AuthorizeSecurityGroupIngress': securityGroup,
  'ec2:RevokeSecurityGroupEgress': securityGroup,
  'ec2:RevokeSecurityGroupIngress': securityGroup,
  'lambda:GetFunction': lambdaFunction,
  'lambda:GetFunctionConfiguration': lambdaFunction,
  'lambda:InvokeFunction': lambdaFunction,
  'secretsmanager:GetSecretValue': ({ SecretId = '' }, location, secrets) =>
    secrets.all().find((secret) => secret.name === SecretId || secret.arn.startsWith(SecretId))?.arn ??
    (SecretId.startsWith('arn:') ? SecretId : arn('secretsmanager', `secret:${SecretId}`, location)),
  'servicecatalog:DescribePortfolio': portfolio,
  'servicecatalog:DescribeProduct': product,
  'servicecatalog:DescribeProvisioningParameters': product,
  'servicecatalog:ListLaunchPaths': product,
  'servicecatalog:ListProvisioningArtifacts': product,
  'servicecatalog:ProvisionProduct': product,
  'ssm:GetParameter': ({ Name = '' }, location) =>
    Name.startsWith('arn:') ? Name : arn('ssm', `parameter/${Name.replace(/^\//, '').replace(/:.*/, '')}`, location),
  'states:DescribeExecution': execution,
  'states:GetExecutionHistory': execution,
  'states:ListExecutions': stateMachine,
  'states:StartExecution': stateMachine,
  'states:StopExecution': execution,
};

/** The actions of operations whose names differ from them. */
const ACTIONS: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };

/** The services whose permissions are checked. */
const SERVICES: readonly string[] = [
  'cloudformation',
  'ec2',
  'lambda',
  'secretsmanager',
  'servicecatalog',
  'ssm',
  'states',
];

/** The actions whose permissions depend on the owner of the provisioned product. */
const TELLS_OWNER =
  /^servicecatalog:(Describe(ProvisionedProduct|Record)|(Update|Terminate)ProvisionedProduct|(Search|Scan)ProvisionedProducts|List(RecordHistory|ProvisionedProductPlans|StackInstancesForProvisionedProduct))$/;

/**
 * Returns the request that the caller's policies must allow; undefined for services whose permissions are not checked.
 *
 * @see
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function requiredPermission(
  { service, operation, input, caller }: ServiceCall,
  location: Location,
  secrets: SecretStore,
  ownerOf: OwnerOf,
): AccessRequest | undefined {
  if (!SERVICES.includes(service)) return undefined;
  const action = ACTIONS[`${service}:${operation}`] ?? `${service}:${operation}`;
  const resource = RESOURCES[action]?.((input ?? {}) as Input, location, secrets) ?? '*';
  if (!TELLS_OWNER.test(action)) return { action, resource };
  // All products belong to the one account that there is.
  const context: Record<string, string> = { 'servicecatalog:accountLevel': 'self' };
  if (isOfCaller((input ?? {}) as Input, caller, ownerOf)) context['servicecatalog:roleLevel'] = 'self';
  return { action, resource, context };
}

/** Returns true for a product that does not exist, so that the service itself reports that. */
function isOfCaller(
  { ProvisionedProductId, Id = ProvisionedProductId, Name }: Input,
  { principalArn }: ServiceCall['caller'],
  ownerOf: OwnerOf,
): boolean {
  const owner = ownerOf({ id: Id, name: Name });
  return owner === undefined || owner === principalArn;
}
