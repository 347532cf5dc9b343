import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { sign } from 'aws4';
import { RealClock } from '../../../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../../../local-cloud/local-cloud';

let cloud: LocalCloud;
let port: string;

beforeAll(async () => {
  cloud = await LocalCloud.start({ clock: new RealClock() });
  cloud.objects.put('assets', 'k', Buffer.from('content'));
  port = new URL(cloud.endpoint).port;
});

afterAll(async () => cloud.stop());

/** Reads an object by a request that is signed rightly, but for the headers that follow. */
async function read(headers: Record<string, string> = {}, path = '/assets/k') {
  const { host = `127.0.0.1:${port}`, ...others } = headers;
  const signed = sign({ service: 's3', path, headers: { Host: host } }, { ...cloud.credentials });
  const sent = request(cloud.endpoint + path, { headers: { ...signed.headers, ...others } });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, text };
}

test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]', 's3.localhost'])('answers as %s', async (name) => {
  expect(await read({ host: `${name}:${port}` })).toEqual({ status: 200, text: 'content' });
});

test.each(['assets.localhost', 'assets.s3.localhost'])('answers as the bucket %s', async (name) => {
  expect(await read({ host: `${name}:${port}` }, '/k')).toEqual({ status: 200, text: 'content' });
});

test.each(['evil.example:<port>', 'localhost.evil.example:<port>', '127.0.0.1', 'localhost:1', '0.0.0.0:<port>'])(
  'fails as "%s", naming what it answers as',
  async (template) => {
    const host = template.replace('<port>', port);
    const { status, text } = await read({ host });
    expect(status).toBe(403);
    expect(text).toContain(`127.0.0.1:${port}, localhost:${port}`);
    expect(text).toContain(`for the host "${host}"`);
  },
);

test.each(['https://evil.example', 'http://127.0.0.1:8123', 'http://localhost:<port>', 'null'])(
  'fails for a request of the origin %s',
  async (template) => {
    const origin = template.replace('<port>', port);
    const { status, text } = await read({ origin });
    expect([status, text]).toEqual([403, expect.stringContaining(`of the origin "${origin}"`)]);
  },
);

test.each(['cross-site', 'same-site'])('fails for a request that browsers mark as %s', async (site) => {
  expect(await read({ 'sec-fetch-site': site })).toMatchObject({ status: 403 });
});

test.each(['none', 'same-origin'])('takes a request that browsers mark as %s', async (site) => {
  expect(await read({ 'sec-fetch-site': site, origin: cloud.endpoint })).toMatchObject({ status: 200 });
});

test('fails for the preflight request of a page, and gives it no leave', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const response = await fetch(cloud.endpoint, { method: 'OPTIONS', headers });
  expect(response.status).toBe(403);
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});
