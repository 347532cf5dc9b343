import { createHash, randomBytes } from 'node:crypto';

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

/**
 * Those of a session in a cloud that nobody outside can reach: the same in every such cloud, so that code which has read them
 * can be taken over by the next one.
 */
export function knownCredentials(principal: string): Required<Credentials> {
  const hash = createHash('sha256').update(principal).digest();
  const known = hash.toString('base64').slice(0, 40);
  return { accessKeyId: accessKeyId('ASIA', hash.subarray(0, 16)), secretAccessKey: known, sessionToken: known };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
function accessKeyId(prefix: 'AKIA' | 'ASIA', bytes = randomBytes(16)): string {
  const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + [...bytes].map((byte) => base32.charAt(byte % base32.length)).join('');
}

/** 40 characters. */
function secretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
