/**
 * The stack operations that other services build on: Service Catalog launches its products as stacks. Operations run in
 * the background of the clock; each promise resolves when the operation has ended, rolled back or not.
 */
export interface StackEngine {
  createStack(request: StackRequest): Promise<StackOutcome>;
  updateStack(request: StackRequest): Promise<StackOutcome>;
  deleteStack(stackName: string): Promise<StackOutcome>;
}

/** The operations of a parent on its nested stacks. */
export interface NestedStackEngine extends StackEngine {
  /** Updates a stack, and leaves its clean-up until the parent has succeeded or rolls back. */
  updateNestedStack(request: StackRequest): Promise<StackOutcome>;
  cleanUpNestedStack(stackId: string): Promise<void>;
  rollBackNestedStack(stackId: string): Promise<StackOutcome>;
  /** Cancels the operation on the stack, if there is one. */
  cancelNestedStack(nameOrId: string): void;
}

export interface StackRequest {
  readonly stackName: string;
  /** The template as written, in JSON or YAML. */
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly notificationArns?: readonly string[];
  /** The id of a nested stack's parent. */
  readonly parentId?: string;
  /** True where failed resources are kept. @default false */
  readonly disableRollback?: boolean;
  /** @default 'STANDARD' */
  readonly deploymentMode?: DeploymentMode;
  /** Returned by DescribeStacks; no permission is checked. */
  readonly roleArn?: string;
  readonly capabilities?: readonly string[];
  /** True where new resources that exist already, under the names in the template, are imported. @default false */
  readonly importExistingResources?: boolean;
  /** True where a rollback also removes new resources that are to be retained. @default false */
  readonly retainExceptOnCreate?: boolean;
}

export interface CreateStackRequest extends StackRequest {
  readonly terminationProtection?: boolean;
  readonly clientRequestToken?: string;
}

export interface UpdateStackRequest extends StackRequest {
  readonly clientRequestToken?: string;
  /** Keys of the parameters that keep the value of the last deployment. */
  readonly usePreviousParameters?: readonly string[];
}

/** The identifiers of existing resources, by the logical ids that they get. */
export type ResourcesToImport = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface ImportRequest extends UpdateStackRequest {
  readonly resourcesToImport: ResourcesToImport;
}

export interface DeleteStackRequest {
  readonly retainResources?: readonly string[];
  readonly clientRequestToken?: string;
}

/** An operation that has begun: the reply to the call, and the outcome of the work behind it. */
export interface StackOperation {
  readonly stackId: string;
  readonly ended: Promise<StackOutcome>;
}

/** In express mode rollback is off by default. */
export type DeploymentMode = 'STANDARD' | 'EXPRESS';

export interface StackOutcome {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The reason of the first failure, as CloudFormation words it. */
  readonly reason?: string;
  /** There was nothing to change: "No updates are to be performed." */
  readonly noUpdates?: boolean;
  readonly stackId: string;
  readonly stackStatus: string;
  readonly outputs: readonly StackOutput[];
}

export interface StackOutput {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
}
