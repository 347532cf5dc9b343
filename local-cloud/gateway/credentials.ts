import { randomBytes } from 'node:crypto';

/** What a client signs its requests with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Goes with keys that are good for a while only. */
  readonly sessionToken?: string;
}

/** Keys as IAM gives them to a user. */
export function longTermCredentials(): Credentials {
  return { accessKeyId: accessKeyId('AKIA'), secretAccessKey: secretAccessKey() };
}

/** Keys as STS gives them for a session. */
export function temporaryCredentials(): Required<Credentials> {
  const sessionToken = randomBytes(96).toString('base64');
  return { accessKeyId: accessKeyId('ASIA'), secretAccessKey: secretAccessKey(), sessionToken };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
function accessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + [...randomBytes(16)].map((byte) => base32.charAt(byte % base32.length)).join('');
}

/** 40 characters. */
function secretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
