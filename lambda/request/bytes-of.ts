/** The size of a value as Step Functions measures it: UTF-8 bytes of its JSON. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}
