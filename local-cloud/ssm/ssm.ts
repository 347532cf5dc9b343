import type {
  DeleteParameterRequest,
  GetParameterRequest,
  GetParametersRequest,
  ParameterTier,
  PutParameterRequest,
} from '@aws-sdk/client-ssm';
import { type ParameterStore, type StoredParameter } from './parameter-store';
import { isPublic } from './public-parameters';
import { AwsError, type JsonService } from '../gateway/service';

/** The maximum length of a value in bytes, by tier. */
const LONGEST = { Standard: 4096, Advanced: 8192 };

/** SSM Parameter Store over AWS JSON 1.1. */
export class Ssm implements JsonService {
  readonly targetPrefix = 'AmazonSSM';
  readonly signingName = 'ssm';
  readonly client = '@aws-sdk/client-ssm';

  constructor(private readonly parameters: ParameterStore) {}

  async call(operation: string, input: unknown): Promise<object> {
    switch (operation) {
      case 'GetParameter':
        return this.getParameter(input as GetParameterRequest);
      case 'GetParameters':
        return this.getParameters(input as GetParametersRequest);
      case 'PutParameter':
        return this.putParameter(input as PutParameterRequest);
      case 'DeleteParameter':
        return this.deleteParameter(input as DeleteParameterRequest);
      default:
        throw new AwsError('UnknownOperationException', `the local cloud does not serve ${operation} of SSM`);
    }
  }

  private getParameter(input: GetParameterRequest): object {
    const reference = required('name', input.Name);
    return { Parameter: describe(this.parameters.get(reference), reference, input.WithDecryption) };
  }

  private getParameters(input: GetParametersRequest): object {
    const references = required('names', input.Names);
    if (references.length > 10) {
      throw invalid('names', `[${references.join(', ')}]`, 'Member must have length less than or equal to 10');
    }
    const known = references.filter((reference) => this.parameters.valueOf(reference) !== undefined);
    return {
      Parameters: known.map((reference) => describe(this.parameters.get(reference), reference, input.WithDecryption)),
      InvalidParameters: references.filter((reference) => !known.includes(reference)),
    };
  }

  private putParameter(input: PutParameterRequest): object {
    const name = required('name', input.Name);
    const value = required('value', input.Value);
    refuseUnserved(input);
    if (isPublic(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
    const exists = this.parameters.has(name);
    if (exists && input.Overwrite !== true) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const type = input.Type ?? (exists ? this.parameters.get(name).type : undefined);
    if (type === undefined) {
      throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    }
    const { version, tier } = this.parameters.put(name, value, type, tierOf(input, value));
    return { Version: version, Tier: tier };
  }

  private deleteParameter(input: DeleteParameterRequest): object {
    const name = required('name', input.Name);
    if (!this.parameters.delete(name)) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return {};
  }
}

/** Refuses settings that would have no effect here. */
function refuseUnserved(input: PutParameterRequest): void {
  for (const member of ['AllowedPattern', 'Policies'] as const) {
    if (!input[member]) continue;
    throw new AwsError('ValidationException', `The local SSM does not serve PutParameter with ${member}.`);
  }
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
function tierOf({ Tier }: PutParameterRequest, value: string): ParameterTier | undefined {
  const bytes = Buffer.byteLength(value);
  const tier = Tier === 'Intelligent-Tiering' ? (bytes > LONGEST.Standard ? 'Advanced' : 'Standard') : Tier;
  const longest = tier === 'Advanced' ? LONGEST.Advanced : LONGEST.Standard;
  if (bytes <= longest) return tier;
  throw new AwsError(
    'ValidationException',
    `The value has ${bytes} bytes; a parameter of the tier ${tier ?? 'Standard'} takes ${longest}.`,
  );
}

function describe(parameter: StoredParameter, reference: string, decrypted = false): object {
  const selector = /:([^:/]+)$/.exec(reference.replace(/^arn:.*:parameter/, ''))?.[0];
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: parameter.type,
    // A SecureString stays encrypted unless decryption is requested, as in AWS.
    Value: parameter.type === 'SecureString' && !decrypted ? 'AQICAHencrypted' : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.lastModified / 1000,
    DataType: 'text',
    ...(selector !== undefined && { Selector: selector }),
  };
}

function required<T>(member: string, value: T | undefined): T {
  if (value === undefined) throw invalid(member, 'null', 'Member must not be null');
  return value;
}

function invalid(member: string, value: string, constraint: string): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}
