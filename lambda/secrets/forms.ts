/**
 * Shorter lines, such as `}`, `end` or `true`, occur in other texts by chance; redacting them would make messages
 * unreadable. Nearly all passwords have six characters or more.
 */
const SHORTEST_LINE = 6;

/** All forms in which a message may quote a secret, longest first. */
export function formsOf(secret: string): readonly string[] {
  const forms = quotedParts(secret).flatMap(encodings);
  return [...new Set(forms)].filter((form) => form.trim() !== '').sort((a, b) => b.length - a.length);
}

/** The secret itself, trimmed, on one line, and line by line, as certificates and keys are quoted. */
function quotedParts(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  return [
    secret,
    secret.trim(),
    secret.trim().replace(/\s+/g, ' '),
    ...lines.filter((line) => line.length >= SHORTEST_LINE),
  ];
}

/** Encodings that messages of services and engines use. */
function encodings(text: string): readonly string[] {
  const wellFormed = Buffer.from(text).toString();
  return [text, withEscapedEnds(text), ...inJson(text), ...inMarkup(text), ...inUrl(wellFormed), ...inBase64(text)];
}

function withEscapedEnds(text: string): string {
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

/** JSON, ASCII-only JSON (Python), HTML-safe JSON (Go), and each of them as a string in JSON again. */
function inJson(text: string): readonly string[] {
  const json = escapeJson(text);
  const forms = [json, asUnicodeEscapes(json, /[^ -~]/g), asUnicodeEscapes(json, /[<>&\u2028\u2029]/g)];
  return [...forms, ...forms.map(escapeJson)];
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function asUnicodeEscapes(text: string, which: RegExp): string {
  return text.replace(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** HTML and XML, which escape quotes in several ways. */
function inMarkup(text: string): readonly string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quotes = ['"', '&quot;', '&#34;'].map((quote) => escaped.replaceAll('"', quote));
  return quotes.flatMap((form) => ["'", '&#39;', '&apos;', '&#x27;'].map((quote) => form.replaceAll("'", quote)));
}

/** URL encoding, strict (RFC 3986) and lax, form encoding, and all of them with lower-case hexadecimal digits. */
function inUrl(text: string): readonly string[] {
  const encoded = encodeURIComponent(text);
  const strict = encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [encoded, strict, encoded.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))];
}

/** Base64 of a shorter text would match other texts by chance. */
function inBase64(text: string): readonly string[] {
  if (text.length < SHORTEST_LINE) return [];
  const bytes = Buffer.from(text);
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
}
