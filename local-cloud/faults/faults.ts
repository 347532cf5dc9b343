import { type FallibleCall, type Fault, type FaultRule } from './fault';
import { Random } from './random';

interface ActiveRule extends FaultRule {
  calls: number;
}

/** Decides which calls get which fault. The same seed and the same calls give the same faults. */
export class Faults {
  /** The faults so far, oldest first. */
  readonly injected: (FallibleCall & { readonly fault: Fault })[] = [];
  private readonly random: Random;
  private rules: ActiveRule[] = [];

  constructor(readonly seed = 1) {
    this.random = new Random(seed);
  }

  inject(...rules: FaultRule[]): void {
    this.rules.push(...rules.map((rule) => ({ ...rule, calls: 0 })));
  }

  clear(): void {
    this.rules = [];
  }

  /** Returns the fault of this call. Every rule counts the call; the first rule that hits it wins. */
  next(call: FallibleCall): Fault | undefined {
    const hits = this.rules.filter((rule) => matches(rule, call)).filter((rule) => this.hits(rule));
    const fault = hits[0]?.fault;
    if (fault) this.injected.push({ ...call, fault });
    return fault;
  }

  private hits(rule: ActiveRule): boolean {
    rule.calls++;
    if (rule.nth !== undefined && ![rule.nth].flat().includes(rule.calls)) return false;
    return rule.probability === undefined || this.random.next() < rule.probability;
  }
}

function matches(rule: FaultRule, call: FallibleCall): boolean {
  return (
    (rule.service === undefined || rule.service === call.service) &&
    (rule.operation === undefined || rule.operation === call.operation) &&
    (rule.functionName === undefined || rule.functionName === call.functionName)
  );
}
