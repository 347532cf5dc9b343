import { type Credentials, longTermCredentials } from './credentials';
import { type Caller } from '../service';

/** A caller and the credentials that were issued to it. */
export interface KeyHolder {
  readonly credentials: Credentials;
  readonly caller: Caller;
  /** In the machine's time. @default - as long as the cloud runs */
  readonly expiration?: Date;
}

/** The holders of access keys: the administrator, sessions of STS, and functions. */
export class Callers {
  /** The administrator's credentials, generated for each cloud. */
  readonly credentials = longTermCredentials();
  private readonly byAccessKey = new Map<string, KeyHolder>();

  constructor(readonly administrator: Caller) {
    this.register(this.credentials, administrator);
  }

  register(credentials: Credentials, caller: Caller, expiration?: Date): void {
    this.byAccessKey.set(credentials.accessKeyId, { credentials, caller, expiration });
  }

  find(accessKeyId: string): KeyHolder | undefined {
    return this.byAccessKey.get(accessKeyId);
  }
}
