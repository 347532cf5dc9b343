import { createHash } from 'node:crypto';

/** The property `GenerateSecretString` of `AWS::SecretsManager::Secret`, under CloudFormation's own names. */
export interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly IncludeSpace?: boolean;
}

/**
 * Generates a password, or the template's JSON with the password in it. The same seed gives the same password, so that
 * runs are repeatable.
 */
export function generateSecretString(generate: GenerateSecretString, seed: string): string {
  const password = generatePassword(generate, seed);
  if (generate.SecretStringTemplate === undefined || generate.GenerateStringKey === undefined) return password;
  const template = JSON.parse(generate.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [generate.GenerateStringKey]: password });
}

function generatePassword(generate: GenerateSecretString, seed: string): string {
  const alphabet = [
    generate.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    generate.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    generate.ExcludeNumbers ? '' : '0123456789',
    generate.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    generate.IncludeSpace ? ' ' : '',
  ]
    .join('')
    .split('')
    .filter((character) => !generate.ExcludeCharacters?.includes(character));
  const length = generate.PasswordLength ?? 32;
  return Array.from({ length }, (_, index) => {
    const digest = createHash('sha256').update(`${seed} ${index}`).digest();
    return alphabet[digest.readUInt32BE() % alphabet.length];
  }).join('');
}
