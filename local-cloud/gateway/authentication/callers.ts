import { type Credentials, longTermCredentials } from './credentials';
import { type Caller } from '../service';

/** Whoever was given keys. */
export interface KeyHolder {
  readonly credentials: Credentials;
  readonly caller: Caller;
  /** By the machine's time. @default - as long as the cloud runs */
  readonly expiration?: Date;
}

/** Who stands behind each access key: nobody but the administrator, sessions of STS and functions has one. */
export class Callers {
  /** The administrator's, made anew for each cloud. */
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
