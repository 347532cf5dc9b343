/** USD in us-east-1 without free tiers. @see https://aws.amazon.com/lambda/pricing/ */
const REQUEST = 0.2 / 1_000_000;
const GIGABYTE_SECOND_X86 = 0.0000166667;
const GIGABYTE_SECOND_ARM = 0.0000133334;

/** USD in us-east-1, Standard Workflows. @see https://aws.amazon.com/step-functions/pricing/ */
const STATE_TRANSITION = 0.025 / 1_000;

/** How long functions are taken to run, in seconds: on a clock that jumps they run in no time. */
export const INVOCATION_SECONDS = 0.01;
export const CALL_SECONDS = 0.1;

/** What all invocations of a function came to. */
export interface FunctionUse {
  readonly memoryMegabytes: number;
  readonly arm: boolean;
  readonly invocations: number;
  /** Calls to AWS, the answer to CloudFormation included. */
  readonly calls: number;
  /** What it invoked and waited for. */
  readonly waitedFor?: FunctionUse;
}

/** USD */
export function costOf(functions: readonly FunctionUse[], stateTransitions: number): number {
  return functions.reduce((sum, use) => sum + costOfFunction(use), stateTransitions * STATE_TRANSITION);
}

function costOfFunction(use: FunctionUse): number {
  const gigabyteSeconds = secondsRun(use) * (use.memoryMegabytes / 1024);
  return use.invocations * REQUEST + gigabyteSeconds * (use.arm ? GIGABYTE_SECOND_ARM : GIGABYTE_SECOND_X86);
}

function secondsRun({ invocations, calls, waitedFor }: FunctionUse): number {
  return invocations * INVOCATION_SECONDS + calls * CALL_SECONDS + (waitedFor ? secondsRun(waitedFor) : 0);
}
