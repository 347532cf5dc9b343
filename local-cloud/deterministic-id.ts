import { createHash } from 'node:crypto';

/** Returns a UUID that is the same in every run for the same parts. */
export function deterministicUuid(...parts: readonly (string | number)[]): string {
  const hex = deterministicHex(...parts);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

export function deterministicHex(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Returns the end of a physical id as CloudFormation generates it: 12 capital letters and digits. */
export function deterministicSuffix(...parts: readonly (string | number)[]): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 12);
  return [...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
