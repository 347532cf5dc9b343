import { Clock } from '../clock/clock';
import { CustomResourceOptions } from './custom-resource/custom-resource-options';
import { ResourceChange } from './resource-change';
import { ResourceHandler } from './resource-handler';
import { Stack, StackEvent } from './stack';
import { StackEngine, StackOutcome, StackRequest } from './stack-engine';

export interface CloudFormationOptions {
  readonly clock: Clock;
  /** @default '111111111111' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default 'aws' */
  readonly partition?: string;
  readonly customResources: CustomResourceOptions;
  /** Handlers by resource type; more can be registered later. */
  readonly handlers?: Readonly<Record<string, ResourceHandler>>;
  /** Makes the resources of every other type. @default - a GenericResourceHandler */
  readonly defaultHandler?: ResourceHandler;
  /** Value of an SSM parameter, for `AWS::SSM::Parameter::Value<String>` and `{{resolve:ssm:…}}`. */
  readonly ssmParameter?: (name: string) => string | undefined;
  /** Value behind `{{resolve:secretsmanager:…}}` and `{{resolve:ssm-secure:…}}`, by what follows the service's name. */
  readonly secret?: (service: 'secretsmanager' | 'ssm-secure', reference: string) => string | undefined;
  /** Reads the template of a nested stack. */
  readonly templateByUrl?: (url: string) => string | undefined;
}

export interface CreateStackRequest extends StackRequest {
  readonly disableRollback?: boolean;
  readonly terminationProtection?: boolean;
  readonly clientRequestToken?: string;
}

export interface UpdateStackRequest extends StackRequest {
  readonly disableRollback?: boolean;
  readonly clientRequestToken?: string;
  /** Keys whose value of the last deployment is kept. */
  readonly usePreviousParameters?: readonly string[];
}

export interface DeleteStackRequest {
  readonly retainResources?: readonly string[];
  readonly clientRequestToken?: string;
}

/** An operation that has begun: the reply of the call, and the end of the work behind it. */
export interface StackOperation {
  readonly stackId: string;
  readonly ended: Promise<StackOutcome>;
}

export interface StackPlan {
  readonly changes: readonly ResourceChange[];
  /** Nothing at all would change: neither resources, outputs nor tags. */
  readonly noUpdates: boolean;
}

/**
 * The stacks of one account and region. What CloudFormation refuses at the call is thrown as AwsError; what fails
 * later is told by the outcome and the events.
 */
export declare class CloudFormation implements StackEngine {
  constructor(options: CloudFormationOptions);

  registerHandler(type: string, handler: ResourceHandler): void;

  createStack(request: CreateStackRequest): Promise<StackOutcome>;
  updateStack(request: UpdateStackRequest): Promise<StackOutcome>;
  deleteStack(stackName: string): Promise<StackOutcome>;

  /** Also carries out the review of a stack that does not exist yet. */
  beginCreate(request: CreateStackRequest): StackOperation;
  beginUpdate(request: UpdateStackRequest): StackOperation;
  beginDelete(stackName: string, request?: DeleteStackRequest): StackOperation;
  cancelUpdateStack(stackName: string): void;
  continueUpdateRollback(stackName: string, request?: { readonly resourcesToSkip?: readonly string[] }): StackOperation;
  /** Takes a stack that failed with rollback disabled back to where it was. */
  rollbackStack(stackName: string): StackOperation;

  /** Makes the stack that a change set of type CREATE leaves behind: REVIEW_IN_PROGRESS, without resources. */
  reviewStack(request: { readonly stackName: string; readonly tags?: Readonly<Record<string, string>> }): Stack;
  /** What beginCreate or beginUpdate would do with this request. */
  planChanges(request: UpdateStackRequest): StackPlan;
  setTerminationProtection(stackName: string, enabled: boolean): void;

  /** By id, also after its deletion, or by the name of a living stack. */
  stack(nameOrId: string): Stack | undefined;
  /** Oldest first, the deleted ones included. */
  stacks(): readonly Stack[];
  exports(): readonly { readonly name: string; readonly value: string; readonly exportingStackId: string }[];
  onEvent(listener: (event: StackEvent) => void): void;

  /** Takes the answer of a custom resource: the PUT to its ResponseURL. Gives the HTTP status. */
  answer(pathAndQuery: string, body: string): number;
}
