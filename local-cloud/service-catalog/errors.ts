import { AwsError } from '../gateway/service';

export function invalidParameters(message: string): AwsError {
  return new AwsError('InvalidParametersException', message);
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}
