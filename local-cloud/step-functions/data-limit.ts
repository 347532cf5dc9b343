/**
 * The maximum length of an execution's input, a state's input and output and a task's result, in bytes.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const LONGEST_DATA = 262_144;

/** Fails the execution, unless a Retry or Catch names it: States.ALL does not include it. */
export const DATA_LIMIT_EXCEEDED = 'States.DataLimitExceeded';

export function isTooLong(data: unknown): boolean {
  return data !== undefined && Buffer.byteLength(JSON.stringify(data)) > LONGEST_DATA;
}

export function tooLongCause(name: string, what: 'a result' | 'an input' | 'an output'): string {
  const did = what === 'an input' ? 'was given' : 'returned';
  return `The state/task '${name}' ${did} ${what} with a size exceeding the maximum number of bytes service limit.`;
}
