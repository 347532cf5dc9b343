/** Creates, updates and removes resources of one type in a stack; each service provides the handlers of its types. */
export interface ResourceHandler {
  /** The properties that identify an existing resource, for its import. */
  readonly identifierProperties?: readonly string[];
  create(request: ResourceRequest): Promise<ResourceResult>;
  /** If the result has another physical id, both resources exist until the stack operation has ended. */
  update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult>;
  delete(request: ResourceRequest & { readonly physicalId: string }): Promise<void>;
  /** Reverts the last update in a way of its own, in place of an update with old and new swapped. */
  rollBack?(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult>;
  /** The stack operation has succeeded, so what the last update has left over may be removed. */
  cleanUp?(physicalId: string): Promise<void>;
  /** Imports an existing resource without changing it; absent where resources of the type cannot be imported. */
  importExisting?(request: ResourceRequest & { readonly identifier: Properties }): Promise<ResourceResult>;
  /** Properties whose change means replacement, for the plan of a change set. */
  createOnlyProperties?(type: string): readonly string[];
}

export interface ResourceRequest {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** With all intrinsic functions resolved. */
  readonly properties: Properties;
  /** True where failed resources are kept. @default false */
  readonly rollbackIsOff?: boolean;
  /** Aborts when the stack no longer waits for this operation; a handler may ignore it. */
  readonly signal: AbortSignal;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface ResourceResult {
  /** A new physical id means replacement. */
  readonly physicalId: string;
  /** The value of `Ref`, where it is not the physical id. */
  readonly ref?: string;
  /** The values of `Fn::GetAtt`. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Returns the value of `Fn::GetAtt` for names that are not in `attributes`; absent: there are none. */
  readonly otherAttribute?: (name: string) => unknown;
  /** A remark for the event that ends the operation. */
  readonly statusReason?: string;
  /** True where attributes are masked in everything that CloudFormation shows. */
  readonly noEcho?: boolean;
}

/** A failure that has left something behind, which is removed under this physical id. */
export class ResourceFailure extends Error {
  constructor(
    message: string,
    readonly physicalId: string,
  ) {
    super(message);
    this.name = 'ResourceFailure';
  }
}

/** The attempt was never answered; the physical id is invented. */
export class UnansweredFailure extends ResourceFailure {}

/** A refusal before anything was done, so that there is nothing to roll back. */
export class ResourceRefusal extends Error {}
