import type { ParameterTier, ParameterType } from '@aws-sdk/client-ssm';
import { arn } from '../location';
import { publicParameter } from './public-parameters';
import { AwsError } from '../gateway/service';

export interface ParameterStoreOptions {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly now: () => number;
}

export interface StoredParameter {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly tier: ParameterTier;
  readonly version: number;
  readonly lastModified: number;
}

/** The parameters of SSM with all their versions. */
export class ParameterStore {
  private readonly parameters = new Map<string, StoredParameter[]>();

  constructor(private readonly options: ParameterStoreOptions) {}

  put(name: string, value: string, type: ParameterType = 'String', tier?: ParameterTier): StoredParameter {
    const versions = this.parameters.get(name) ?? [];
    const stored: StoredParameter = {
      name,
      arn: this.arn(name),
      type,
      value,
      // An advanced parameter does not become a standard one again.
      tier: tier ?? versions.at(-1)?.tier ?? 'Standard',
      version: versions.length + 1,
      lastModified: this.options.now(),
    };
    this.parameters.set(name, [...versions, stored]);
    return stored;
  }

  has(name: string): boolean {
    return this.parameters.has(name);
  }

  /** Finds a parameter by name or ARN with an optional `:version`; without one, the newest version. */
  get(reference: string): StoredParameter {
    const { name, version } = this.parse(reference);
    const versions = this.parameters.get(name) ?? this.publicVersions(name);
    if (versions === undefined) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    const found = version === undefined ? versions.at(-1) : versions.find((one) => String(one.version) === version);
    if (found === undefined) {
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
      );
    }
    return found;
  }

  /** Returns the plain value, as CloudFormation reads it for template parameters and dynamic references. */
  valueOf(reference: string): string | undefined {
    const { name } = this.parse(reference);
    return this.has(name) || publicParameter(name) !== undefined ? this.get(reference).value : undefined;
  }

  delete(name: string): boolean {
    return this.parameters.delete(name);
  }

  /** Public parameters belong to no account. */
  private publicVersions(name: string): StoredParameter[] | undefined {
    const value = publicParameter(name);
    if (value === undefined) return undefined;
    const ofAws = arn('ssm', `parameter${name}`, { ...this.options, account: '' });
    return [
      { name, arn: ofAws, type: 'String', tier: 'Standard', value, version: 1, lastModified: this.options.now() },
    ];
  }

  private arn(name: string): string {
    return arn('ssm', `parameter/${name.replace(/^\//, '')}`, this.options);
  }

  /** An ARN does not show whether the name begins with a slash: the name that exists is taken. */
  private parse(reference: string): { name: string; version: string | undefined } {
    const [, arnName] = /^arn:[^:]+:ssm:[^:]*:[^:]*:parameter\/(.+)$/.exec(reference) ?? [];
    const [name = '', version] = (arnName ?? reference).split(':');
    return { name: arnName !== undefined && !this.has(name) ? `/${name}` : name, version };
  }
}
