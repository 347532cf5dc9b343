import { redact } from '../../../lambda/secrets/redact';

const SPECIAL = `p<a>ss & "w'rd" (100%)/é€`;
const KEY = [
  '-----BEGIN EXAMPLE KEY-----',
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
  'BKcwggSjAgEAAoIBAQDXyz8LwuEh+3Qk',
  'end',
  '-----END EXAMPLE KEY-----',
  '',
].join('\n');

/** The words that quote a secret so, without it. */
const quoting = (secret: string, quoted: string): string => redact(`refused: [${quoted}] is weak`, [secret]);

const HIDDEN = 'refused: [***] is weak';

test.each([
  ['as it is', SPECIAL, SPECIAL],
  ['however short it is', 'x1', 'x1'],
  ['without the white space around it', ` \t${SPECIAL}\r\n`, SPECIAL],
  ['in JSON', SPECIAL, JSON.stringify(SPECIAL).slice(1, -1)],
  ['in JSON within JSON', SPECIAL, JSON.stringify(JSON.stringify(SPECIAL)).slice(3, -3)],
  ['in the JSON of Python', SPECIAL, `p<a>ss & \\"w'rd\\" (100%)/\\u00e9\\u20ac`],
  ['in the JSON of Go', SPECIAL, `p\\u003ca\\u003ess \\u0026 \\"w'rd\\" (100%)/é€`],
  ['in a URL', SPECIAL, encodeURIComponent(SPECIAL)],
  ['in a URL with small digits', 'pass/word', 'pass%2fword'],
  ['in a URL by RFC 3986', "it's(me)", 'it%27s%28me%29'],
  ['in a form', 'pass word', 'pass+word'],
  ['in Base64', SPECIAL, Buffer.from(SPECIAL).toString('base64')],
  ['in Base64 for URLs', '>>>???~~~', Buffer.from('>>>???~~~').toString('base64url')],
  ['in Base64 without the line end after it', `${SPECIAL}\n`, Buffer.from(SPECIAL).toString('base64')],
  ['in HTML', SPECIAL, 'p&lt;a&gt;ss &amp; &quot;w&#39;rd&quot; (100%)/é€'],
  ['in XML', SPECIAL, 'p&lt;a&gt;ss &amp; &quot;w&apos;rd&quot; (100%)/é€'],
  ['in XML that leaves quotes alone', SPECIAL, `p&lt;a&gt;ss &amp; "w'rd" (100%)/é€`],
  ['with a backslash and an n for each line end', 'one "1"\ntwo', 'one "1"\\ntwo'],
  ['with another white space', 'one\n\ttwo', 'one two'],
])('a secret is redacted where it is quoted %s', (_form, secret, quoted) => {
  expect(quoting(secret, quoted).replace(/=+\]/, ']')).toBe(HIDDEN);
});

test('a secret of several lines is redacted line by line, except lines that occur by chance', () => {
  for (const line of KEY.split('\n').filter((one) => one.length > 3)) expect(quoting(KEY, line)).toBe(HIDDEN);
  expect(quoting(KEY, KEY)).toBe(HIDDEN);
  expect(quoting(KEY, KEY.trimEnd().replaceAll('\n', '\r\n'))).toBe(
    'refused: [***\r\n***\r\n***\r\nend\r\n***] is weak',
  );
  expect(redact('in the end it was refused', [KEY])).toBe('in the end it was refused');
});

test('a line in Base64 is redacted, too', () => {
  expect(quoting('user: web\npassword: hidden', Buffer.from('password: hidden').toString('base64url'))).toBe(HIDDEN);
});

test('an empty or blank secret redacts nothing', () => {
  expect(redact('a b', ['', ' ', '\n'])).toBe('a b');
});

test('malformed Unicode does no harm', () => {
  expect(redact('no', ['\ud800 lone'])).toBe('no');
});

test('the longer of two secrets is redacted first', () => {
  expect(redact('long-secret and secret', ['secret', 'long-secret'])).toBe('*** and ***');
});
