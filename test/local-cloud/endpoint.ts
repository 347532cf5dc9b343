import { RealClock } from '../../local-cloud/clock/real-clock';
import { Faults } from '../../local-cloud/faults/faults';
import { Callers } from '../../local-cloud/gateway/authentication/callers';
import { CallLog } from '../../local-cloud/gateway/call-log';
import { Gateway } from '../../local-cloud/gateway/gateway';
import { HttpService, JsonService } from '../../local-cloud/gateway/service';

export const ACCOUNT = { account: '111111111111', region: 'us-east-1', partition: 'aws', now: Date.now };

/** A gateway with just the services under test, and what an SDK client needs to talk to it. */
export class Endpoint {
  static async open(
    services: (callers: Callers) => readonly (JsonService | HttpService)[],
    clock = new RealClock(),
  ): Promise<Endpoint> {
    const callers = new Callers({ account: ACCOUNT.account, principalArn: 'arn:aws:iam::111111111111:user/admin' });
    const gateway = new Gateway({ clock, callers, callLog: new CallLog(), faults: new Faults() });
    for (const service of services(callers)) {
      if ('targetPrefix' in service) gateway.addJsonService(service);
      else gateway.addHttpService(service);
    }
    await gateway.listen();
    return new Endpoint(gateway, clock, callers);
  }

  private constructor(
    private readonly gateway: Gateway,
    private readonly clock: RealClock,
    private readonly callers: Callers,
  ) {}

  get clientConfig() {
    return {
      endpoint: this.gateway.endpoint,
      region: ACCOUNT.region,
      credentials: this.callers.credentials,
      maxAttempts: 1,
    };
  }

  async close(): Promise<void> {
    await this.gateway.close();
    this.clock.stop();
  }
}
