import { AwsError } from '../../gateway/service';

/** A template or its parameters are refused, in CloudFormation's words. */
export class TemplateError extends AwsError {
  constructor(message: string) {
    super('ValidationError', message);
  }
}

export function formatError(detail: string): TemplateError {
  return new TemplateError(`Template format error: ${detail}`);
}
