import { asJson } from './as-json';

/** How words may quote a secret: whole, trimmed or line by line, each as it is, in JSON, in a URL or in Base64. */
export function formsOfQuotedSecret(secret: string): string[] {
  const parts = [secret, secret.trim(), ...secret.split('\n').map((line) => line.trim())];
  return parts
    .flatMap((part) => [part, asJson(part), encodeURIComponent(part), Buffer.from(part).toString('base64')])
    .filter((form) => form.trim() !== '');
}
