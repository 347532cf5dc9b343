import { authenticationError, type AuthenticationProblem } from './authentication-errors';
import { type Callers, type KeyHolder } from './callers';
import { credentialScope, readSignature, type RequestSignature, signedAt } from './request-signature';
import { isSameText } from './same-text';
import { type Caller, type Protocol, type ReceivedRequest } from '../service';
import { signatureProblem } from './verify-signature';
import { type Clock } from '../../clock/clock';

/** @see https://docs.aws.amazon.com/servicecatalog/latest/dg/CommonErrors.html RequestExpired */
const LARGEST_SKEW = 15 * 60_000;

/** The service that a request is for. */
export interface Addressee {
  readonly protocol: Protocol;
  /** The signing name of the service, if there is one. */
  readonly service?: string;
  /** True where the service itself verifies the request. */
  readonly verifiesItself?: boolean;
  /** Returns true where the signature may be in the URL. */
  takesPresigned(): boolean;
}

class AuthenticationFailure extends Error {
  constructor(
    readonly problem: AuthenticationProblem,
    readonly detail?: string,
  ) {
    super(detail);
  }
}

/** Identifies the sender of a request. */
export class Authentication {
  constructor(
    private readonly callers: Callers,
    private readonly clock: Clock,
  ) {}

  /**
   * Identifies the sender of a request from outside of the cloud, which must be signed. Throws an error of the service
   * that the request is for.
   */
  verify(request: ReceivedRequest, addressee: Addressee): Caller {
    try {
      return this.verified(request, addressee);
    } catch (error) {
      if (!(error instanceof AuthenticationFailure)) throw error;
      throw authenticationError(error.problem, addressee.protocol, error.detail);
    }
  }

  /**
   * Identifies the sender of a request that did not arrive over a socket. Only functions of this process have such
   * connections, so the key is trusted: to verify the many signatures of a simulation would prove nothing.
   */
  trust({ headers, query }: ReceivedRequest, { protocol }: Addressee): Caller {
    const scope = credentialScope(headers.authorization, query);
    if (scope === undefined) throw authenticationError('missing', protocol);
    const holder = this.callers.find(scope.accessKeyId);
    if (holder === undefined) throw authenticationError('unknownKey', protocol);
    return holder.caller;
  }

  private verified(request: ReceivedRequest, addressee: Addressee): Caller {
    const signature = signatureOf(request);
    if (signature.expiresIn !== undefined && !addressee.takesPresigned()) {
      throw new AuthenticationFailure('missing', 'A presigned URL is good for an object of S3 alone.');
    }
    const holder = this.holderOf(signature);
    const { service = signature.service } = addressee;
    if (signature.service !== service) {
      throw new AuthenticationFailure(
        'wrongSignature',
        `Credential should be scoped to correct service: '${service}'.`,
      );
    }
    this.checkTime(signature, holder.caller);
    const problem = signatureProblem(request, signature, holder.credentials);
    if (problem !== undefined) throw new AuthenticationFailure('wrongSignature', problem);
    return holder.caller;
  }

  private holderOf({ accessKeyId, sessionToken = '' }: RequestSignature): KeyHolder {
    const holder = this.callers.find(accessKeyId);
    if (holder === undefined || !isSameText(sessionToken, holder.credentials.sessionToken ?? '')) {
      throw new AuthenticationFailure('unknownKey');
    }
    if (holder.expiration && holder.expiration.getTime() < Date.now()) throw new AuthenticationFailure('expired');
    return holder;
  }

  private checkTime(signature: RequestSignature, caller: Caller): void {
    // Clients sign with the machine's time, however fast the clock runs. Functions may sign with either.
    const times = caller.functionName === undefined ? [Date.now()] : [Date.now(), this.clock.now()];
    const [age = 0] = times.map((now) => now - signedAt(signature)).sort((a, b) => Math.abs(a) - Math.abs(b));
    const { date, expiresIn } = signature;
    if (expiresIn !== undefined && age > expiresIn * 1000) {
      throw new AuthenticationFailure('forbidden', `Request has expired: it was good for ${expiresIn} s from ${date}.`);
    }
    if (age < -LARGEST_SKEW || (expiresIn === undefined && age > LARGEST_SKEW)) {
      const detail = `Signature expired: ${date} is more than 15 minutes from ${new Date().toISOString()}.`;
      throw new AuthenticationFailure('wrongTime', detail);
    }
  }
}

function signatureOf(request: ReceivedRequest): RequestSignature {
  const { headers, query } = request;
  if (headers.authorization?.startsWith('AWS ') || query.has('AWSAccessKeyId')) {
    throw new AuthenticationFailure('unsupported');
  }
  if (headers.authorization === undefined && !query.has('X-Amz-Algorithm')) throw new AuthenticationFailure('missing');
  const signature = readSignature(request);
  if (signature !== undefined) return signature;
  const detail = 'The signature needs AWS4-HMAC-SHA256 with Credential, SignedHeaders, Signature and X-Amz-Date.';
  throw new AuthenticationFailure('incomplete', detail);
}
