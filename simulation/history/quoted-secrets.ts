/** Returns a text as it stands in JSON, without the quotation marks. */
export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Returns the secret, the secret without the white space around it, and each of its lines. */
export function partsOfSecret(secret: string): string[] {
  return [secret, secret.trim(), ...secret.split('\n').map((line) => line.trim())];
}

/** Returns how a message may quote a secret: in parts, each as it is, in JSON, in a URL or in Base64. */
export function quotedForms(secret: string): string[] {
  return partsOfSecret(secret)
    .flatMap((part) => [part, escapeJson(part), encodeURIComponent(part), Buffer.from(part).toString('base64')])
    .filter((form) => form.trim() !== '');
}
