import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { Md5 } from '@aws-sdk/checksums/md5';
import { Sha1, Sha256, Sha512 } from '@aws-sdk/checksums/sha';
import { Xxh3_64, Xxh3_128, Xxh64 } from '@aws-sdk/checksums/xxh';
import { AwsError } from '../../gateway/service';
import { type Checksum } from '../stored-object';

interface Digest {
  update(data: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

/** The algorithms by the end of the header's name: `x-amz-checksum-…`. */
const DIGESTS: Readonly<Record<string, () => Digest>> = {
  crc32: () => new Crc32(),
  crc32c: () => new Crc32c(),
  crc64nvme: () => new Crc64Nvme(),
  md5: () => new Md5(),
  sha1: () => new Sha1(),
  sha256: () => new Sha256(),
  sha512: () => new Sha512(),
  xxhash64: () => new Xxh64(),
  xxhash3: () => new Xxh3_64(),
  xxhash128: () => new Xxh3_128(),
};

type Headers = Readonly<Record<string, string | undefined>>;

/** Verifies the client's checksums of the body, and returns the one that is kept with an object. */
export async function verifyBody(headers: Headers, body: Buffer): Promise<Checksum | undefined> {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== (await digest('md5', body))) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const algorithm = Object.keys(DIGESTS).find((name) => headers[`x-amz-checksum-${name}`] !== undefined);
  if (algorithm === undefined) return undefined;
  const value = headers[`x-amz-checksum-${algorithm}`] ?? '';
  if (value !== (await digest(algorithm, body))) {
    throw new AwsError(
      'BadDigest',
      `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
    );
  }
  return { algorithm, value, type: 'FULL_OBJECT' };
}

/** Verifies the client's checksum of the object that it has uploaded in parts. */
export function verifyObject(headers: Headers, checksum: Checksum | undefined): void {
  const stated = checksum && headers[`x-amz-checksum-${checksum.algorithm}`];
  // A client may leave the number of parts out.
  if (stated === undefined || stated === checksum?.value || stated === checksum?.value.replace(/-\d+$/, '')) return;
  throw new AwsError('BadDigest', `The ${checksum?.algorithm.toUpperCase()} you specified did not match the object.`);
}

export function algorithmOf(name: string): string {
  const algorithm = name.toLowerCase();
  if (Object.hasOwn(DIGESTS, algorithm)) return algorithm;
  throw new AwsError('InvalidRequest', `Checksum algorithm provided is unsupported: ${name}.`);
}

export async function checksumOf(algorithm: string, content: Buffer): Promise<Checksum> {
  return { algorithm, value: await digest(algorithm, content), type: 'FULL_OBJECT' };
}

/** Returns the checksum of an object in parts: a checksum of the parts' checksums, with their number. */
export async function compositeChecksum(algorithm: string, parts: readonly Checksum[]): Promise<Checksum> {
  const ofParts = Buffer.concat(parts.map(({ value }) => Buffer.from(value, 'base64')));
  return { algorithm, value: `${await digest(algorithm, ofParts)}-${parts.length}`, type: 'COMPOSITE' };
}

/** The headers of a reply, e.g. `x-amz-checksum-crc32`. */
export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

/** The elements of a document, e.g. `ChecksumCRC32`. */
export function checksumElements(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value, ChecksumType: checksum.type };
}

async function digest(algorithm: string, content: Uint8Array): Promise<string> {
  const hash = DIGESTS[algorithm]?.();
  if (hash === undefined) throw new Error(`no checksum algorithm ${algorithm}`);
  hash.update(content);
  return Buffer.from(await hash.digest()).toString('base64');
}
