/** How the stack engine makes, changes and removes resources of one type; each service brings the handlers of its types. */
export interface ResourceHandler {
  /** The properties that tell which existing resource is meant, for its import. */
  readonly identifierProperties?: readonly string[];
  create(request: ResourceRequest): Promise<ResourceResult>;
  /** `replace` in the result: the new one stands beside the old one until the stack has settled. */
  update(
    request: ResourceRequest & { readonly physicalId: string; readonly oldProperties: Properties },
  ): Promise<ResourceResult>;
  delete(request: ResourceRequest & { readonly physicalId: string }): Promise<void>;
  /** Takes the last update back by itself, in place of an update with old and new swapped. */
  rollBack?(request: ResourceRequest & { readonly physicalId: string }): Promise<ResourceResult>;
  /** The stack has succeeded: what the last update has left over may go. */
  cleanUp?(physicalId: string): Promise<void>;
  /** Takes over what is there already, and leaves it as it is; missing where resources of the type cannot be imported. */
  importExisting?(request: ResourceRequest & { readonly identifier: Properties }): Promise<ResourceResult>;
  /** Properties of which a change means replacement, for the plan of a change set. */
  createOnlyProperties?(type: string): readonly string[];
}

export interface ResourceRequest {
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** With all intrinsic functions resolved. */
  readonly properties: Properties;
  /** What fails is kept. @default false */
  readonly rollbackIsOff?: boolean;
  /** Aborts when the stack no longer waits for this operation; a handler need not care. */
  readonly signal: AbortSignal;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface ResourceResult {
  /** Another one than before means replacement. */
  readonly physicalId: string;
  /** What `Ref` gives, if it is not the physical id. */
  readonly ref?: string;
  /** What `Fn::GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** What `Fn::GetAtt` gives for names that are not in `attributes`; without it they are errors. */
  readonly otherAttribute?: (name: string) => unknown;
  /** What the events tell beside the end of the operation. */
  readonly statusReason?: string;
  /** Attributes are masked wherever CloudFormation shows them. */
  readonly noEcho?: boolean;
}

/** A failure that left something behind, to be removed under this physical id. */
export class ResourceFailure extends Error {
  constructor(
    message: string,
    readonly physicalId: string,
  ) {
    super(message);
    this.name = 'ResourceFailure';
  }
}

/** Nobody has told what the attempt has made; the physical id is an invention. */
export class UnansweredFailure extends ResourceFailure {}

/** Refused before anything was done: there is nothing to take back. */
export class ResourceRefusal extends Error {}
