import {
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ProvisionedProductDetail,
  ProvisionProductCommand,
  ProvisionProductInput,
  RecordDetail,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
  TerminateProvisionedProductInput,
  UpdateProvisionedProductCommand,
  UpdateProvisionedProductInput,
} from '@aws-sdk/client-service-catalog';
import { FakeStacks } from './fake-stacks';
import { NETWORK } from './templates';
import { JumpingClock } from '../../../local-cloud/clock/jumping-clock';
import { Faults } from '../../../local-cloud/faults/faults';
import { Callers } from '../../../local-cloud/gateway/authentication/callers';
import { longTermCredentials } from '../../../local-cloud/gateway/authentication/credentials';
import { CallLog } from '../../../local-cloud/gateway/call-log';
import { Gateway } from '../../../local-cloud/gateway/gateway';
import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { Behaviours } from '../../../local-cloud/service-catalog/behaviours';
import { ProductProps } from '../../../local-cloud/service-catalog/catalog/catalog';
import { ServiceCatalog } from '../../../local-cloud/service-catalog/service-catalog';

export const ROLE = 'arn:aws:iam::111111111111:role/deployer';
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** The service behind the gateway, with the SDK in front of it and a clock that goes on only when it is told to. */
export class ServiceUnderTest {
  static async open(behaviours: Partial<Behaviours> = {}): Promise<ServiceUnderTest> {
    const test = new ServiceUnderTest(behaviours);
    await test.gateway.listen();
    return test;
  }

  readonly clock = new JumpingClock(new Date('2026-01-01T00:00:00Z'));
  readonly stacks = new FakeStacks(this.clock);
  readonly objects = new ObjectStore();
  readonly service: ServiceCatalog;
  private readonly callers = new Callers({
    account: '111111111111',
    principalArn: 'arn:aws:iam::111111111111:user/admin',
  });
  private readonly gateway: Gateway;
  private readonly clients: ServiceCatalogClient[] = [];
  private letGo = this.clock.hold();
  private tokens = 0;

  private constructor(behaviours: Partial<Behaviours>) {
    this.service = new ServiceCatalog({
      clock: this.clock,
      stackEngine: this.stacks,
      objects: this.objects,
      account: '111111111111',
      region: 'us-east-1',
      behaviours: { accessSpreadsIn: 0, ...behaviours },
    });
    const parts = { callers: this.callers, callLog: new CallLog(), faults: new Faults() };
    this.gateway = new Gateway({ clock: this.clock, ...parts });
    this.gateway.addJsonService(this.service);
  }

  /** The client of the role that launches. */
  get client(): ServiceCatalogClient {
    return this.clients[0] ?? this.clientOf(ROLE);
  }

  clientOf(principalArn: string): ServiceCatalogClient {
    if (this.clients.length === 0 && principalArn !== ROLE) this.clientOf(ROLE);
    const credentials = longTermCredentials();
    this.callers.register(credentials, { account: '111111111111', principalArn });
    const client = new ServiceCatalogClient({
      endpoint: this.gateway.endpoint,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    });
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    this.clock.stop();
    await this.gateway.close();
  }

  /** Lets so much time go by. */
  async pass(milliseconds: number): Promise<void> {
    const slept = this.clock.sleep(milliseconds);
    this.letGo();
    await slept;
    this.letGo = this.clock.hold();
  }

  /** Lets time go by until the promise has settled. */
  async waitFor<T>(promise: Promise<T>): Promise<T> {
    this.letGo();
    try {
      return await promise;
    } finally {
      this.letGo = this.clock.hold();
    }
  }

  /** A product of one version `v1`, in a portfolio of the same name that the role may launch from. */
  offer(template = NETWORK, props: Partial<ProductProps> = {}) {
    const { catalog } = this.service;
    const product = catalog.createProduct({ name: 'Network', owner: 'Platform', ...props });
    const version = catalog.addVersion(product.id, { name: 'v1', template });
    const portfolio = catalog.createPortfolio({ displayName: 'Basics', providerName: 'Platform' });
    catalog.associateProduct(portfolio.id, product.id);
    catalog.associatePrincipal(portfolio.id, ROLE);
    return { product, version, portfolio };
  }

  /** Launches the product `Network` as `net`, if not told otherwise; does not wait. */
  async provision(input: Partial<ProvisionProductInput> = {}): Promise<RecordDetail> {
    const product = 'ProductId' in input ? {} : { ProductName: 'Network' };
    const version = 'ProvisioningArtifactId' in input ? {} : { ProvisioningArtifactName: 'v1' };
    const { RecordDetail: record = {} } = await this.client.send(
      new ProvisionProductCommand({
        ...product,
        ...version,
        ProvisionedProductName: 'net',
        ProvisioningParameters: [{ Key: 'Cidr', Value: '10.0.0.0/16' }],
        ProvisionToken: this.nextToken(),
        ...input,
      }),
    );
    return record;
  }

  async update(input: Partial<UpdateProvisionedProductInput>): Promise<RecordDetail> {
    const target = 'ProvisionedProductId' in input ? {} : { ProvisionedProductName: 'net' };
    const { RecordDetail: record = {} } = await this.client.send(
      new UpdateProvisionedProductCommand({ ...target, UpdateToken: this.nextToken(), ...input }),
    );
    return record;
  }

  async terminate(input: Partial<TerminateProvisionedProductInput> = {}): Promise<RecordDetail> {
    const { RecordDetail: record = {} } = await this.client.send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductName: 'net',
        TerminateToken: this.nextToken(),
        ...input,
      }),
    );
    return record;
  }

  /** The record as it is when its operation has had a minute. */
  async ended(record: RecordDetail): Promise<RecordDetail> {
    await this.pass(MINUTE);
    return this.record(record);
  }

  async record({ RecordId }: RecordDetail): Promise<RecordDetail> {
    const { RecordDetail: record = {} } = await this.client.send(new DescribeRecordCommand({ Id: RecordId }));
    return record;
  }

  async describe(Name = 'net'): Promise<ProvisionedProductDetail> {
    const { ProvisionedProductDetail: detail = {} } = await this.client.send(
      new DescribeProvisionedProductCommand({ Name }),
    );
    return detail;
  }

  private nextToken(): string {
    this.tokens += 1;
    return `token-${this.tokens}`;
  }
}
