/**
 * The stack operations that other services build on: Service Catalog launches its products as stacks. Operations run
 * in the background of the clock; each promise resolves when the operation has ended, rolled back or not.
 */
export interface StackEngine {
  createStack(request: StackRequest): Promise<StackOutcome>;
  updateStack(request: StackRequest): Promise<StackOutcome>;
  deleteStack(stackName: string): Promise<StackOutcome>;
}

/** What a parent does with the stacks that are its resources. */
export interface NestedStackEngine extends StackEngine {
  /** Leaves what is superfluous until the parent has succeeded or goes back. */
  updateNestedStack(request: StackRequest): Promise<StackOutcome>;
  cleanUpNestedStack(stackId: string): Promise<void>;
  rollBackNestedStack(stackId: string): Promise<StackOutcome>;
  /** Gives up what runs on the stack, if it is there. */
  cancelNestedStack(nameOrId: string): void;
}

export interface StackRequest {
  readonly stackName: string;
  /** The template as written: JSON or YAML text. */
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly notificationArns?: readonly string[];
  /** Of a nested stack, the id of the one around it. */
  readonly parentId?: string;
  /** What fails is kept. @default false */
  readonly disableRollback?: boolean;
  /** @default 'STANDARD' */
  readonly deploymentMode?: DeploymentMode;
  /** Told again by DescribeStacks, and asked for nothing. */
  readonly roleArn?: string;
  readonly capabilities?: readonly string[];
  /** New resources that are there already, under the names that the template gives them, are taken over. @default false */
  readonly importExistingResources?: boolean;
  /** A rollback removes also new resources that are to be retained. @default false */
  readonly retainExceptOnCreate?: boolean;
}

export interface CreateStackRequest extends StackRequest {
  readonly terminationProtection?: boolean;
  readonly clientRequestToken?: string;
}

export interface UpdateStackRequest extends StackRequest {
  readonly clientRequestToken?: string;
  /** Keys whose value of the last deployment is kept. */
  readonly usePreviousParameters?: readonly string[];
}

/** The identifiers of existing resources, by the logical ids under which a stack is to own them. */
export type ResourcesToImport = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export interface ImportRequest extends UpdateStackRequest {
  readonly resourcesToImport: ResourcesToImport;
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

/** In express mode rollback is off by default. */
export type DeploymentMode = 'STANDARD' | 'EXPRESS';

export interface StackOutcome {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The reason of the first failure, in CloudFormation's words. */
  readonly reason?: string;
  /** Nothing was to be changed: CloudFormation's "No updates are to be performed." */
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
