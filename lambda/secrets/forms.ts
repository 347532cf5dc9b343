/**
 * Passwords have six characters and more nearly everywhere. Lines that are shorter, such as `}`, `end` or `true`, stand in
 * other words by chance, and a message without these says nothing any more.
 */
const SHORTEST_LINE = 6;

/** All that a secret looks like in words that quote it, the longest first. */
export function formsOf(secret: string): readonly string[] {
  const forms = quotedParts(secret).flatMap(encodings);
  return [...new Set(forms)].filter((form) => form.trim() !== '').sort((a, b) => b.length - a.length);
}

/** As it is, without the white space around it, on one line, and line by line, as a certificate or a key is quoted. */
function quotedParts(secret: string): readonly string[] {
  const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
  return [
    secret,
    secret.trim(),
    secret.trim().replace(/\s+/g, ' '),
    ...lines.filter((line) => line.length >= SHORTEST_LINE),
  ];
}

/** As messages of services, engines and what they call write a text. */
function encodings(text: string): readonly string[] {
  const wellFormed = Buffer.from(text).toString();
  return [text, withEscapedEnds(text), ...inJson(text), ...inMarkup(text), ...inUrl(wellFormed), ...inBase64(text)];
}

function withEscapedEnds(text: string): string {
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}

/** In JSON, in JSON of ASCII (Python), in JSON that is fit for HTML (Go), and each of them in JSON once more. */
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

/** In HTML and XML, which write quotes in several ways. */
function inMarkup(text: string): readonly string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quotes = ['"', '&quot;', '&#34;'].map((quote) => escaped.replaceAll('"', quote));
  return quotes.flatMap((form) => ["'", '&#39;', '&apos;', '&#x27;'].map((quote) => form.replaceAll("'", quote)));
}

/** In a URL, also where the strict rules of RFC 3986 hold, in a form, and with small hexadecimal digits. */
function inUrl(text: string): readonly string[] {
  const encoded = encodeURIComponent(text);
  const strict = encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [encoded, strict, encoded.replaceAll('%20', '+'), strict.replaceAll('%20', '+')];
  return [...forms, ...forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))];
}

/** What is shorter has a form so short that other words have it by chance. */
function inBase64(text: string): readonly string[] {
  if (text.length < SHORTEST_LINE) return [];
  const bytes = Buffer.from(text);
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
}
