import { AwsError } from '../gateway/service';

export function invalidParameters(message: string): AwsError {
  return new AwsError('InvalidParametersException', message);
}

/** The engine of an EXTERNAL product does not understand what it was given, or does not answer. */
export function unparsable(words: string): AwsError {
  return invalidParameters(`Error occurred during parameter parsing: ${words}`);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}
