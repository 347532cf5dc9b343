import { ACCIDENTS, Fault, FaultRule } from '../../local-cloud/faults/fault';
import { LoggedCall } from '../../local-cloud/gateway/call-log';
import { LocalCloud } from '../../local-cloud/local-cloud';

/** A call that the function makes, or an invocation of it (`lambda`, `Invoke`). */
export interface InjectionPoint {
  readonly service: string;
  readonly operation: string;
  /** Which call of the operation in the deployment, from 1. */
  readonly nth: number;
}

/** A point at which something goes wrong: once, or as often as the caller tries by itself. */
export interface FaultyCall extends InjectionPoint {
  readonly fault: Fault;
  readonly times: number;
}

/**
 * After so many tries in a row nobody tries again: an event comes three times, with seven tries each; a step of the state
 * machine is run nine times.
 */
const LAST_TRY: Readonly<Record<string, number>> = { lambda: 9, states: 21 };

/**
 * Every call and every invocation since a moment. The awaits in between are covered, too: nothing outside of the function
 * changes there, so that a death at any of them is a death before the next call.
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

/** Everything that can go wrong at a point: once, and as often as it is tried. A function that dies tries nothing again. */
export function faultsAt(point: InjectionPoint): FaultyCall[] {
  return ACCIDENTS.flatMap((fault) => {
    const killsCaller = point.service !== 'lambda' && fault.startsWith('killed');
    const tries = killsCaller ? 1 : triesAt(point, fault);
    return [...new Set([1, tries])].map((times) => ({ ...point, fault, times }));
  });
}

/** Tries of one run of the function: the SDK's two; four of a throttled call of Service Catalog, three of an answer. */
function triesAt({ service }: InjectionPoint, fault: Fault): number {
  const last = LAST_TRY[service];
  if (last !== undefined) return last;
  if (service === 'custom-resource-response') return 3;
  return service === 'servicecatalog' && fault === 'throttled' ? 4 : 2;
}

/** Whether somebody is left who tries again. */
export function passes({ service, times }: FaultyCall): boolean {
  return times < (LAST_TRY[service] ?? Infinity);
}

export function ruleOf({ service, operation, nth, fault, times }: FaultyCall): FaultRule {
  const hit = Array.from({ length: times }, (_, index) => nth + index);
  // Every answer has a URL of its own.
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
