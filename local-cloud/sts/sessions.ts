import { deterministicHex } from '../deterministic-id';
import { type Callers } from '../gateway/authentication/callers';
import { type Credentials, temporaryCredentials } from '../gateway/authentication/credentials';
import { type Caller } from '../gateway/service';

export interface Session extends Required<Credentials> {
  readonly expiration: Date;
  readonly sessionName: string;
  readonly roleId: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
}

/** The sessions that AssumeRole has opened. Every role may be assumed: trust policies are not evaluated. */
export class Sessions {
  private readonly byAccessKey = new Map<string, Session>();

  constructor(private readonly callers: Callers) {}

  assume(role: Caller, sessionName: string): Session {
    const [, partition, , , account, resource = ''] = role.principalArn.split(':');
    const roleName = resource.split('/').pop() ?? '';
    const session: Session = {
      ...temporaryCredentials(),
      // In the machine's time, not the clock's: the SDK compares it with its own.
      expiration: new Date(Date.now() + 3_600_000),
      sessionName,
      roleId: `AROA${identifier(role.principalArn)}`,
      arn: `arn:${partition}:sts::${account}:assumed-role/${roleName}/${sessionName}`,
    };
    this.byAccessKey.set(session.accessKeyId, session);
    this.callers.register(session, role, session.expiration);
    return session;
  }

  find(accessKeyId: string): Session | undefined {
    return this.byAccessKey.get(accessKeyId);
  }
}

function identifier(principalArn: string): string {
  return deterministicHex(principalArn).slice(0, 16).toUpperCase();
}
