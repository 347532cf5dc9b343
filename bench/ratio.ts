/** Formats how many times as large as the peer a value is, for example `1.25 ×`. */
export function ratio(value: number, peer: number): string {
  return `${(value / peer).toFixed(2)} ×`;
}
