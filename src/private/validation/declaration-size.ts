import { MAXIMUM_DECLARATION_BYTES } from '../limits';

/** Throws where what is known of a declaration is already more than an operation can carry; tokens count as nothing. */
export function validateDeclarationSize(resolved: unknown): void {
  const bytes = knownBytes(resolved);
  if (bytes <= MAXIMUM_DECLARATION_BYTES) return;
  throw new Error(
    `parameters, tags and stackSetPreferences have ${bytes} bytes, but an operation can carry at most ` +
      `${MAXIMUM_DECLARATION_BYTES}: put large values where the product can read them (Amazon S3, an SSM parameter) and ` +
      'pass their names',
  );
}

/** Of keys and values as JSON; what CloudFormation resolves may become shorter. */
function knownBytes(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Buffer.byteLength(JSON.stringify(value) ?? '');
  if (isIntrinsic(value)) return 0;
  const names = Array.isArray(value) ? 0 : Buffer.byteLength(Object.keys(value).join());
  return Object.values(value).reduce<number>((sum, entry) => sum + knownBytes(entry), names);
}

function isIntrinsic(value: object): boolean {
  const [key, ...others] = Object.keys(value);
  return key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}
