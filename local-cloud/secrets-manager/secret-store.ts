import { deterministicHex, deterministicUuid } from '../deterministic-id';
import { AwsError } from '../gateway/service';
import { arn } from '../location';

export interface SecretStoreOptions {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly now: () => number;
}

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly created: number;
  /** Oldest first. */
  readonly versions: SecretVersion[];
}

export interface SecretVersion {
  readonly id: string;
  readonly value: string;
  readonly created: number;
  stages: string[];
}

export interface SecretVersionChoice {
  readonly versionId?: string | undefined;
  readonly versionStage?: string | undefined;
}

/** The secrets of Secrets Manager with their versions and staging labels. */
export class SecretStore {
  private readonly secrets = new Map<string, Secret>();
  private readonly deleted: Secret[] = [];
  /** A secret that is created again under its name gets another ARN. */
  private made = 0;

  constructor(private readonly options: SecretStoreOptions) {}

  create(name: string, value?: string, description?: string): Secret {
    if (this.secrets.has(name)) {
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    }
    const secret: Secret = { arn: this.newArn(name), name, description, created: this.options.now(), versions: [] };
    this.secrets.set(name, secret);
    if (value !== undefined) this.putValue(name, value);
    return secret;
  }

  /** The new value becomes AWSCURRENT and the previous one AWSPREVIOUS, unless other labels are given. */
  putValue(reference: string, value: string, stages: readonly string[] = ['AWSCURRENT']): SecretVersion {
    const secret = this.get(reference);
    const current = secret.versions.find((version) => version.stages.includes('AWSCURRENT'));
    const moved = new Set(stages);
    if (moved.has('AWSCURRENT') && current !== undefined) moved.add('AWSPREVIOUS');
    for (const version of secret.versions) version.stages = version.stages.filter((stage) => !moved.has(stage));
    if (moved.has('AWSCURRENT') && current !== undefined) current.stages.push('AWSPREVIOUS');
    const version: SecretVersion = {
      id: deterministicUuid(secret.arn, secret.versions.length),
      value,
      created: this.options.now(),
      stages: [...stages],
    };
    secret.versions.push(version);
    return version;
  }

  /** Finds a secret by name, ARN, or ARN without the six characters that Secrets Manager appends. */
  get(reference: string): Secret {
    for (const secret of this.secrets.values()) {
      if (isMeant(secret, reference)) return secret;
    }
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  version(reference: string, { versionId, versionStage }: SecretVersionChoice = {}): SecretVersion {
    const stage = versionStage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
    const found = this.get(reference).versions.find(
      ({ id, stages }) =>
        (versionId === undefined || id === versionId) && (stage === undefined || stages.includes(stage)),
    );
    if (found !== undefined) return found;
    const choice = versionId === undefined ? `staging label: ${stage}` : `VersionId: ${versionId}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${choice}`,
    );
  }

  delete(reference: string): Secret {
    const secret = this.get(reference);
    this.secrets.delete(secret.name);
    this.deleted.push(secret);
    return secret;
  }

  /** Restores the secret of this name that was deleted last. */
  restore(name: string): Secret {
    const [secret] = this.deleted.filter((one) => one.name === name).slice(-1);
    if (secret === undefined || this.secrets.has(name)) {
      throw new AwsError('InvalidRequestException', `There is no deleted secret ${name} whose name is free.`);
    }
    this.deleted.splice(this.deleted.indexOf(secret), 1);
    this.secrets.set(name, secret);
    return secret;
  }

  /** Returns all secrets that the reference has ever meant, oldest first, for tests to read. */
  everKnownAs(reference: string): readonly Secret[] {
    return [...this.deleted, ...this.secrets.values()].filter((secret) => isMeant(secret, reference));
  }

  all(): Secret[] {
    return [...this.secrets.values()];
  }

  private newArn(name: string): string {
    const suffix = deterministicHex('secret', name, ++this.made).slice(0, 6);
    return arn('secretsmanager', `secret:${name}-${suffix}`, this.options);
  }
}

function isMeant(secret: Secret, reference: string): boolean {
  return [secret.name, secret.arn, secret.arn.slice(0, -'-AbCdEf'.length)].includes(reference);
}
