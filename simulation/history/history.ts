import { Exchange } from '../../local-cloud/cloudformation/custom-resource/request-record';
import { Stack, StackEvent, StackResource } from '../../local-cloud/cloudformation/stacks/stack';
import { LedgerEntry } from '../../local-cloud/gateway/call-log';
import { InvocationRecord } from '../../local-cloud/lambda/invocation';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProvisionedProduct, ProvisioningRecord } from '../../local-cloud/service-catalog/model/provisioned-product';

/** The declared resource for which a function worked, and the request of CloudFormation that made it do so. */
export interface Origin {
  /** `<stack id> <logical id>`. */
  readonly resource: string;
  readonly logicalId: string;
  /** The ResponseURL: unlike the RequestId it is never used again. */
  readonly request: string;
  /** Likewise, where the function was to take the event itself and not to make a step for it. */
  readonly delivers?: string;
  /** Whether it was the last step, as no other could be made. */
  readonly givesUp: boolean;
}

export interface DeployedProduct {
  readonly stack: Stack;
  readonly resource: StackResource;
  /** The last request to make or change it: the removal of what it has replaced comes later. */
  readonly exchange: Exchange | undefined;
}

const RESOURCE_TYPE = 'Custom::ServiceCatalogProvisionedProduct';

/**
 * What the local cloud itself has noted, so that the function is not asked about itself. Who made a record is known from
 * the payload of the invocation that called, whatever name the call came with.
 */
export class Evidence {
  readonly exchanges: readonly Exchange[];
  readonly events: readonly StackEvent[];
  private readonly origins = new Map<string, Origin>();
  private readonly invocationOrigins: ReadonlyMap<string, Origin>;

  constructor(readonly cloud: LocalCloud) {
    const { cloudFormation, ledger } = cloud;
    this.exchanges = cloudFormation.exchanges();
    this.events = cloudFormation.stacks().flatMap(({ events }) => events);
    this.invocationOrigins = new Map(
      [...cloud.functions.payloads].map(([id, payload]) => [id, originOfPayload(JSON.parse(payload) as Payload)]),
    );
    const calls = ledger.find({ service: 'servicecatalog' });
    for (const record of cloud.serviceCatalog.ledger.records) {
      const origin = this.originOfInvocation(callThatMade(record, calls)?.invocation);
      if (origin) this.origins.set(record.id, origin);
    }
  }

  /** Undefined for what people did by hand. */
  originOf(record: Pick<ProvisioningRecord, 'id'> | undefined): Origin | undefined {
    return this.origins.get(record?.id ?? '');
  }

  /** The request of CloudFormation that led to it. */
  exchangeOf(record: Pick<ProvisioningRecord, 'id'> | undefined): Exchange | undefined {
    const request = this.originOf(record)?.request;
    return this.exchanges.find(({ event }) => event.ResponseURL === request);
  }

  /** The operations that were begun for the request. */
  recordsOf({ event }: Exchange): readonly ProvisioningRecord[] {
    return this.records.filter((record) => this.originOf(record)?.request === event.ResponseURL);
  }

  /** For whom the product was launched. */
  launchedFor({ records: [launch] }: ProvisionedProduct): Origin | undefined {
    return this.originOf(launch);
  }

  originOfInvocation(invocation: string | undefined): Origin | undefined {
    return this.invocationOrigins.get(invocation ?? '');
  }

  /** The runs of the function that were to take this event of CloudFormation itself: the tries of each delivery. */
  deliveriesOf({ event }: Exchange): readonly (readonly InvocationRecord[])[] {
    const runs = this.cloud.functions.invocations.filter(
      ({ requestId }) => this.originOfInvocation(requestId)?.delivers === event.ResponseURL,
    );
    const deliveries = new Set(runs.map(({ requestId }) => requestId));
    return [...deliveries].map((delivery) => runs.filter(({ requestId }) => requestId === delivery));
  }

  /** What the function has called for the request. */
  callsFor({ event }: Exchange): readonly LedgerEntry[] {
    return this.cloud.ledger.entries.filter(
      ({ invocation }) => this.originOfInvocation(invocation)?.request === event.ResponseURL,
    );
  }

  /** Whether Lambda could not run the function for the request, or ended a run of it. */
  wasRunInVain(exchange: Exchange): boolean {
    const { event } = exchange;
    const { faults, functions } = this.cloud;
    const isOwn = (origin: Origin | undefined) => origin?.request === event.ResponseURL;
    const isLambdaFaulty = faults.befallen.some(({ service }) => service === 'lambda');
    return (
      (isLambdaFaulty && this.wasGivenUp(exchange)) ||
      functions.invocations.some(
        ({ requestId, outcome }) =>
          (outcome === 'killed' || outcome === 'timedOut') && isOwn(this.originOfInvocation(requestId)),
      )
    );
  }

  /** Whether it was answered by a last step, which knows nothing, as no other could be made. */
  wasGivenUp({ event }: Exchange): boolean {
    return [...this.invocationOrigins.values()].some(
      ({ givesUp, request }) => givesUp && request === event.ResponseURL,
    );
  }

  /** Whether the function has run for the request, beyond taking its event, before a moment. */
  madeStepsFor({ event }: Exchange, before: number): boolean {
    return this.cloud.functions.invocations.some(({ requestId, startedAt }) => {
      const origin = this.originOfInvocation(requestId);
      return startedAt < before && origin?.request === event.ResponseURL && origin.delivers === undefined;
    });
  }

  /** The requests for one declared resource, oldest first. */
  exchangesOf(resource: string): readonly Exchange[] {
    return this.exchanges.filter(({ event }) => resourceOf(event) === resource);
  }

  /** What its stack had been through by the time of the request, oldest first. */
  eventsBefore({ event, eventsBefore }: Exchange): readonly StackEvent[] {
    return this.cloud.cloudFormation.stack(event.StackId)?.events.slice(0, eventsBefore) ?? [];
  }

  /** The status of a stack at a moment. */
  stackStatusAt(stackId: string, time: number): string | undefined {
    const ofStack = this.events.filter((event) => event.physicalResourceId === stackId && event.timestamp <= time);
    return ofStack.at(-1)?.resourceStatus;
  }

  /** What stands for declared products now, in all stacks. */
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
    return this.cloud.serviceCatalog.ledger.present;
  }

  get records(): readonly ProvisioningRecord[] {
    return this.cloud.serviceCatalog.ledger.records;
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

function originOfPayload(payload: Payload): Origin {
  const event = payload.event ?? payload.giveUp?.event ?? (payload as Request);
  const { LogicalResourceId: logicalId = '', ResponseURL: request = '' } = event;
  const delivers = event === payload ? request : undefined;
  const givesUp = payload.giveUp !== undefined;
  return { resource: resourceOf(event), logicalId, request, delivers, givesUp };
}

/** As in `Origin.resource`. */
export function resourceOf({ StackId, LogicalResourceId }: Request): string {
  return `${StackId} ${LogicalResourceId}`;
}

/** The reply does not tell: it may have been changed on its way. */
function callThatMade(
  { token, createdTime }: ProvisioningRecord,
  calls: readonly LedgerEntry[],
): LedgerEntry | undefined {
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
