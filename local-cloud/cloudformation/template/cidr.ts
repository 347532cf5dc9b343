import { TemplateError } from './template';

/** An IPv4 block as numbers. */
export interface CidrBlock {
  readonly start: number;
  readonly size: number;
}

export function parseCidr(block: string): CidrBlock | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const value = ((a * 256 + b) * 256 + c) * 256 + d;
  return { start: value - (value % size), size };
}

export function contains(outer: CidrBlock, inner: CidrBlock): boolean {
  return inner.start >= outer.start && inner.start + inner.size <= outer.start + outer.size;
}

/** Evaluates Fn::Cidr: the first `count` blocks of 2^cidrBits addresses in the block. */
export function cidrBlocks(ipBlock: string, count: number, cidrBits: number): string[] {
  const block = parseCidr(ipBlock);
  const size = 2 ** cidrBits;
  if (!block || count * size > block.size) {
    throw new TemplateError(`Template error: Fn::Cidr cannot make ${count} blocks of ${cidrBits} bits in ${ipBlock}`);
  }
  return Array.from({ length: count }, (_, index) => `${address(block.start + index * size)}/${32 - cidrBits}`);
}

function address(value: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(value / unit) % 256).join('.');
}
