import { LONGEST_DATA } from './data-limit';
import { AwsError } from '../gateway/service';

const LONGEST_NAME = 80;

export function validateName(name: string): void {
  if (name.length > LONGEST_NAME) throw tooLong('name', LONGEST_NAME);
  // eslint-disable-next-line no-control-regex
  const illegal = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;
  if (name === '' || illegal.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

export function validateInput(input: string): void {
  if (Buffer.byteLength(input) > LONGEST_DATA) throw tooLong('input', LONGEST_DATA);
  try {
    JSON.parse(input);
  } catch (error) {
    const reason = (error as Error).message;
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}

function tooLong(field: string, limit: number): AwsError {
  const rule = `Member must have length less than or equal to ${limit}`;
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: ${rule}`,
  );
}
