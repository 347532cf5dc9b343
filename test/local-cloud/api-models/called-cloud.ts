import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as serviceCatalog from '@aws-sdk/client-service-catalog';
import * as stepFunctions from '@aws-sdk/client-sfn';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { LocalCloud } from '../../../local-cloud/local-cloud';

/** The services that are served: the module of each one's SDK client, and its signing name. */
export const SERVICES = {
  CloudFormation: { module: cloudFormation, signingName: 'cloudformation' },
  CloudWatchLogs: { module: logs, signingName: 'logs' },
  Lambda: { module: lambda, signingName: 'lambda' },
  S3: { module: s3, signingName: 's3' },
  SecretsManager: { module: secretsManager, signingName: 'secretsmanager' },
  ServiceCatalog: { module: serviceCatalog, signingName: 'servicecatalog' },
  SFN: { module: stepFunctions, signingName: 'states' },
  SSM: { module: ssm, signingName: 'ssm' },
  STS: { module: sts, signingName: 'sts' },
} as const;

export type Service = keyof typeof SERVICES;
/** What an SDK gives back. */
export type Output = Readonly<Record<string, unknown>>;

interface Client {
  send(command: object): Promise<Output>;
}

/** A local cloud, any operation of which can be called by its name. */
export class CalledCloud {
  static async start(): Promise<CalledCloud> {
    return new CalledCloud(await LocalCloud.start({ clock: new JumpingClock(new Date('2026-01-01T00:00:00Z')) }));
  }

  private readonly clients = new Map<Service, Client>();

  private constructor(readonly cloud: LocalCloud) {}

  async call(service: Service, operation: string, input: object): Promise<Output> {
    const constructors = SERVICES[service].module as unknown as Record<string, new (input: object) => object>;
    const Command = constructors[`${operation}Command`];
    if (Command === undefined) throw new Error(`the client of ${service} has no ${operation}Command`);
    return this.client(service).send(new Command(input));
  }

  /** What the cloud has answered last. */
  lastOutput(service: Service, operation: string): unknown {
    const { signingName } = SERVICES[service];
    const calls = this.cloud.callLog.find({ service: signingName, ...(service !== 'S3' && { operation }) });
    const outcome = calls.at(-1)?.outcome;
    return outcome && 'output' in outcome ? outcome.output : undefined;
  }

  async stop(): Promise<void> {
    await this.cloud.stop();
  }

  private client(service: Service): Client {
    const known = this.clients.get(service);
    if (known) return known;
    const constructors = SERVICES[service].module as unknown as Record<string, new (config: object) => Client>;
    const Constructor = constructors[`${service}Client`];
    if (Constructor === undefined) throw new Error(`no client of ${service}`);
    const client = new Constructor({
      endpoint: this.cloud.endpoint,
      region: 'us-east-1',
      credentials: this.cloud.credentials,
      maxAttempts: 1,
      forcePathStyle: true,
      disableHostPrefix: true,
    });
    this.clients.set(service, client);
    return client;
  }
}
