import { ACCIDENTS, type Fault, type FaultRule } from '../../local-cloud/faults/fault';
import { type LoggedCall } from '../../local-cloud/gateway/call-log';
import { type LocalCloud } from '../../local-cloud/local-cloud';

/** A call that the function makes, or an invocation of it (`lambda`, `Invoke`). */
export interface InjectionPoint {
  readonly service: string;
  readonly operation: string;
  /** The number of the call of this operation in the deployment, from 1. */
  readonly nth: number;
}

/** A fault at a point: once, or as often as the caller tries. */
export interface FaultyCall extends InjectionPoint {
  readonly fault: Fault;
  readonly times: number;
}

/**
 * The number of attempts in a row after which nobody retries: a step of the state machine is invoked nine times; an event is
 * delivered three times, with seven attempts each to start an execution.
 */
const MAXIMUM_ATTEMPTS: Readonly<Record<string, number>> = { lambda: 9, states: 21 };

/**
 * Returns every call and every invocation since a moment. Between two calls nothing changes outside the function, so that a
 * death there is like one before the next call.
 */
export function pointsSince(cloud: LocalCloud, calls: number, invocations: number): InjectionPoint[] {
  const counts = new Map<string, number>();
  const next = (service: string, operation: string): InjectionPoint => {
    const key = `${service} ${operation}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    return { service, operation, nth };
  };
  const isOfFunction = ({ functionName }: LoggedCall) => functionName !== undefined;
  return [
    ...cloud.callLog.entries
      .slice(calls)
      .filter(isOfFunction)
      .map(({ service, operation }) => next(service, kindOf(service, operation))),
    ...cloud.functions.invocations.slice(invocations).map(() => next('lambda', 'Invoke')),
  ];
}

/** Returns each fault at a point: once, and as often as the call is tried. A function that dies retries nothing. */
export function faultsAt(point: InjectionPoint): FaultyCall[] {
  return ACCIDENTS.flatMap((fault) => {
    const killsCaller = point.service !== 'lambda' && fault.startsWith('killed');
    const attempts = killsCaller ? 1 : attemptsAt(point, fault);
    return [...new Set([1, attempts])].map((times) => ({ ...point, fault, times }));
  });
}

/** The attempts of one invocation: two of the SDK; four of a throttled call of Service Catalog, three of an answer. */
function attemptsAt({ service }: InjectionPoint, fault: Fault): number {
  const maximum = MAXIMUM_ATTEMPTS[service];
  if (maximum !== undefined) return maximum;
  if (service === 'custom-resource-response') return 3;
  return service === 'servicecatalog' && fault === 'throttled' ? 4 : 2;
}

/** Whether somebody still retries after the fault. */
export function isRetried({ service, times }: FaultyCall): boolean {
  return times < (MAXIMUM_ATTEMPTS[service] ?? Infinity);
}

export function ruleOf({ service, operation, nth, fault, times }: FaultyCall): FaultRule {
  const hit = Array.from({ length: times }, (_, index) => nth + index);
  // The operation of an answer is its URL, and each answer has another.
  return { service, fault, nth: hit, ...(service !== 'custom-resource-response' && { operation }) };
}

/** E.g. `servicecatalog ProvisionProduct`. */
export function operationOf({ service, operation }: InjectionPoint): string {
  return `${service} ${operation}`;
}

/** E.g. `servicecatalog ProvisionProduct 1 killedAfter ×2`. */
export function nameOf({ nth, fault, times, ...point }: FaultyCall): string {
  return `${operationOf({ nth, ...point })} ${nth} ${fault}${times > 1 ? ` ×${times}` : ''}`;
}

function kindOf(service: string, operation: string): string {
  return service === 'custom-resource-response' ? 'PUT' : operation;
}
