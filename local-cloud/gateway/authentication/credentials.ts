import { createHash, randomBytes } from 'node:crypto';

/** The credentials with which a client signs its requests. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present with temporary keys only. */
  readonly sessionToken?: string;
}

/** Generates keys like those of an IAM user. */
export function longTermCredentials(): Credentials {
  return { accessKeyId: accessKeyId('AKIA'), secretAccessKey: secretAccessKey() };
}

/** Generates keys like those of an STS session. */
export function temporaryCredentials(): Required<Credentials> {
  const sessionToken = randomBytes(96).toString('base64');
  return { accessKeyId: accessKeyId('ASIA'), secretAccessKey: secretAccessKey(), sessionToken };
}

/**
 * Returns the keys of a session in a cloud that nobody can reach from outside. They are the same in every such cloud,
 * so that code which has read them can be taken over by the next cloud.
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

/** 40 characters, as in AWS. */
function secretAccessKey(): string {
  return randomBytes(30).toString('base64');
}
