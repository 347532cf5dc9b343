import { type Exchange } from '../../local-cloud/cloudformation/custom-resource/exchange';
import { type Stack, type StackEvent, type StackResource } from '../../local-cloud/cloudformation/stacks/stack';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type InvocationRecord } from '../../local-cloud/lambda/invocation';
import { type LocalCloud } from '../../local-cloud/local-cloud';
import {
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../local-cloud/service-catalog/model/provisioned-product';

/** The request of CloudFormation that an invocation of the function worked for, and the resource that it is for. */
export interface RequestOrigin {
  /** `<stack id> <logical id>`. */
  readonly resource: string;
  readonly logicalId: string;
  /** Its ResponseURL: unlike the RequestId it is never used again. */
  readonly request: string;
  /** Its ResponseURL, if the payload was the event of CloudFormation itself and not a step. */
  readonly delivers?: string;
  /** Whether the payload was the last step, which answers when no other step can run. */
  readonly isLastStep: boolean;
}

export interface DeployedProduct {
  readonly stack: Stack;
  readonly resource: StackResource;
  /** The last Create or Update: the Delete of what it replaced comes later. */
  readonly exchange: Exchange | undefined;
}

const RESOURCE_TYPE = 'Custom::ServiceCatalogProvisionedProduct';

/**
 * What the local cloud recorded, so that the function is not asked about itself. The payload of the calling invocation says
 * who made a record, whatever name the call passed.
 */
export class History {
  readonly exchanges: readonly Exchange[];
  readonly events: readonly StackEvent[];
  private readonly origins = new Map<string, RequestOrigin>();
  private readonly invocationOrigins: ReadonlyMap<string, RequestOrigin>;

  constructor(readonly cloud: LocalCloud) {
    const { cloudFormation, callLog } = cloud;
    this.exchanges = cloudFormation.exchanges();
    this.events = cloudFormation.stacks().flatMap(({ events }) => events);
    this.invocationOrigins = new Map(
      [...cloud.functions.payloads].map(([id, payload]) => [id, originOfPayload(JSON.parse(payload) as Payload)]),
    );
    const calls = callLog.find({ service: 'servicecatalog' });
    for (const record of cloud.serviceCatalog.store.records) {
      const origin = this.originOfInvocation(callOf(record, calls)?.invocation);
      if (origin) this.origins.set(record.id, origin);
    }
  }

  /** Returns undefined for a record that somebody made by hand. */
  originOf(record: Pick<ProvisioningRecord, 'id'> | undefined): RequestOrigin | undefined {
    return this.origins.get(record?.id ?? '');
  }

  exchangeOf(record: Pick<ProvisioningRecord, 'id'> | undefined): Exchange | undefined {
    const request = this.originOf(record)?.request;
    return this.exchanges.find(({ event }) => event.ResponseURL === request);
  }

  /** The operations that were started for the request. */
  recordsOf({ event }: Exchange): readonly ProvisioningRecord[] {
    return this.records.filter((record) => this.originOf(record)?.request === event.ResponseURL);
  }

  launchedFor({ records: [launch] }: ProvisionedProduct): RequestOrigin | undefined {
    return this.originOf(launch);
  }

  originOfInvocation(invocation: string | undefined): RequestOrigin | undefined {
    return this.invocationOrigins.get(invocation ?? '');
  }

  /** The invocations with this event of CloudFormation itself: the attempts of each delivery. */
  deliveriesOf({ event }: Exchange): readonly (readonly InvocationRecord[])[] {
    const attempts = this.cloud.functions.invocations.filter(
      ({ requestId }) => this.originOfInvocation(requestId)?.delivers === event.ResponseURL,
    );
    const deliveries = new Set(attempts.map(({ requestId }) => requestId));
    return [...deliveries].map((delivery) => attempts.filter(({ requestId }) => requestId === delivery));
  }

  /** The calls of the function for the request. */
  callsFor({ event }: Exchange): readonly LoggedCall[] {
    return this.cloud.callLog.entries.filter(
      ({ invocation }) => this.originOfInvocation(invocation)?.request === event.ResponseURL,
    );
  }

  /** Whether Lambda could not invoke the function for the request, or ended an invocation. */
  hadFailedInvocation(exchange: Exchange): boolean {
    const { event } = exchange;
    const { faults, functions } = this.cloud;
    const isOwn = (origin: RequestOrigin | undefined) => origin?.request === event.ResponseURL;
    const isLambdaFaulty = faults.injected.some(({ service }) => service === 'lambda');
    return (
      (isLambdaFaulty && this.wasAnsweredByLastStep(exchange)) ||
      functions.invocations.some(
        ({ requestId, outcome }) =>
          (outcome === 'killed' || outcome === 'timedOut') && isOwn(this.originOfInvocation(requestId)),
      )
    );
  }

  /** Whether a last step answered it, which knows nothing, because no other step could run. */
  wasAnsweredByLastStep({ event }: Exchange): boolean {
    return [...this.invocationOrigins.values()].some(
      ({ isLastStep, request }) => isLastStep && request === event.ResponseURL,
    );
  }

  /** Whether a step ran for the request before a moment. */
  ranStepFor({ event }: Exchange, before: number): boolean {
    return this.cloud.functions.invocations.some(({ requestId, startedAt }) => {
      const origin = this.originOfInvocation(requestId);
      return startedAt < before && origin?.request === event.ResponseURL && origin.delivers === undefined;
    });
  }

  /** The requests for one declared resource, oldest first. */
  exchangesOf(resource: string): readonly Exchange[] {
    return this.exchanges.filter(({ event }) => resourceOf(event) === resource);
  }

  /** The events of its stack before the request, oldest first. */
  eventsBefore({ event, eventsBefore }: Exchange): readonly StackEvent[] {
    return this.cloud.cloudFormation.stack(event.StackId)?.events.slice(0, eventsBefore) ?? [];
  }

  /** The status of a stack at a moment. */
  stackStatusAt(stackId: string, time: number): string | undefined {
    const ofStack = this.events.filter((event) => event.physicalResourceId === stackId && event.timestamp <= time);
    return ofStack.at(-1)?.resourceStatus;
  }

  /** The declared products of all stacks at the end. */
  get deployed(): readonly DeployedProduct[] {
    return this.cloud.cloudFormation.stacks().flatMap((stack) =>
      [...stack.resources.values()]
        .filter(({ type, status }) => type === RESOURCE_TYPE && status !== 'DELETE_COMPLETE')
        .map((resource) => {
          const ofResource = this.exchangesOf(`${stack.stackId} ${resource.logicalId}`);
          const exchange = ofResource.filter(({ event }) => event.RequestType !== 'Delete').at(-1);
          return { stack, resource, exchange };
        }),
    );
  }

  get present(): readonly ProvisionedProduct[] {
    return this.cloud.serviceCatalog.store.present;
  }

  get records(): readonly ProvisioningRecord[] {
    return this.cloud.serviceCatalog.store.records;
  }
}

export function nameOf({ event }: Exchange): string {
  return `${event.RequestType} of ${event.LogicalResourceId} (${event.RequestId})`;
}

/** An event of CloudFormation, a step of the state machine, or its last step. */
interface Payload {
  readonly event?: Request;
  readonly giveUp?: { readonly event?: Request };
}

interface Request {
  readonly StackId?: string;
  readonly LogicalResourceId?: string;
  readonly ResponseURL?: string;
}

function originOfPayload(payload: Payload): RequestOrigin {
  const event = payload.event ?? payload.giveUp?.event ?? (payload as Request);
  const { LogicalResourceId: logicalId = '', ResponseURL: request = '' } = event;
  const delivers = event === payload ? request : undefined;
  const isLastStep = payload.giveUp !== undefined;
  return { resource: resourceOf(event), logicalId, request, delivers, isLastStep };
}

/** As in `RequestOrigin.resource`. */
export function resourceOf({ StackId, LogicalResourceId }: Request): string {
  return `${StackId} ${LogicalResourceId}`;
}

/** The call is found by its token, as its reply may have been changed on its way. */
function callOf({ token, createdTime }: ProvisioningRecord, calls: readonly LoggedCall[]): LoggedCall | undefined {
  return calls.filter(({ input, time }) => time <= createdTime && tokenOf(input as Tokens) === token).at(-1);
}

interface Tokens {
  readonly ProvisionToken?: string;
  readonly UpdateToken?: string;
  readonly TerminateToken?: string;
}

function tokenOf({ ProvisionToken, UpdateToken, TerminateToken }: Tokens): string | undefined {
  return ProvisionToken ?? UpdateToken ?? TerminateToken;
}
