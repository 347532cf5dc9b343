import { existsSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { Browser, chromium, Page } from 'playwright-core';
import { RealClock } from '../../../../local-cloud/clock/real-clock';
import { LocalCloud } from '../../../../local-cloud/local-cloud';

/** A name that its owner lets point at the reader's own machine, once the page is there. */
const REBINDING_HOST = 'evil.example';

const TemplateBody = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
const CREATE_STACK = { Action: 'CreateStack', StackName: 'made-by-page', TemplateBody };
/** Of the administrator: a page may know the key's id, but not the secret. */
const credential = () =>
  `X-Amz-Credential=${cloud.credentials.accessKeyId}%2F20260101%2Fus-east-1%2Fcloudformation%2Faws4_request`;

const BROWSER = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((file) => existsSync(file));
const isSkipped = BROWSER === undefined && process.env.CI !== 'true';
if (isSkipped) console.warn('The tests in a browser are skipped: there is no chromium on the path.');

let cloud: LocalCloud;
let browser: Browser;
let site: Server;
let page: Page;

(isSkipped ? describe.skip : describe)('a page in a browser has no effect on the cloud', () => {
  beforeAll(async () => {
    site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<p>A page.'));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: BROWSER ?? 'chromium',
      args: ['--no-sandbox', `--host-resolver-rules=MAP ${REBINDING_HOST} 127.0.0.1`],
    });
  }, 60_000);

  beforeEach(async () => {
    cloud = await LocalCloud.start({ clock: new RealClock() });
    page = await browser.newPage();
  });

  afterEach(async () => {
    expect(cloud.callLog.entries).toEqual([]);
    expect(cloud.cloudFormation.stacks().map(({ stackName }) => stackName)).toEqual(['CDKToolkit']);
    await page.close();
    await cloud.stop();
  });

  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => site.close(resolve));
  });

  /** Of the same machine, at another port than the cloud. */
  async function openSite(name = 'localhost'): Promise<void> {
    await page.goto(`http://${name}:${(site.address() as AddressInfo).port}/`);
  }

  async function fetchInPage(
    mode: NonNullable<RequestInit['mode']>,
    url = `${cloud.endpoint}/?${credential()}`,
  ): Promise<string> {
    return page.evaluate(
      async ({ fields, ...request }) =>
        fetch(request.url, { method: 'POST', mode: request.mode, body: new URLSearchParams(fields) }).then(
          ({ type, status }) => `${type} ${status}`,
          (error: Error) => error.message,
        ),
      { mode, url, fields: CREATE_STACK },
    );
  }

  test('by a form', async () => {
    await openSite();
    const fields = Object.entries(CREATE_STACK)
      .map(([name, value]) => `<input name="${name}" value='${value}'>`)
      .join('');
    await page.setContent(`<form method="post" action="${cloud.endpoint}/?${credential()}">${fields}<button>Go</form>`);
    const [response] = await Promise.all([page.waitForResponse(`${cloud.endpoint}/**`), page.click('button')]);
    expect([response.request().method(), response.status()]).toEqual(['POST', 403]);
  });

  test('by an image', async () => {
    await openSite();
    const query = new URLSearchParams(CREATE_STACK).toString();
    const image = `<img src="${cloud.endpoint}/?${credential()}&${query.replaceAll('&', '&amp;')}">`;
    const [response] = await Promise.all([page.waitForResponse(`${cloud.endpoint}/**`), page.setContent(image)]);
    expect([response.request().method(), response.status()]).toEqual(['GET', 403]);
  });

  test.each(['localhost', '127.0.0.1'])('by fetch in any mode, from another port of %s', async (name) => {
    await openSite(name);
    // Of these, the first two reach the cloud: browsers send a form without asking, and keep the answer from the page.
    const answer = page.waitForResponse(`${cloud.endpoint}/**`);
    expect(await fetchInPage('no-cors')).toBe('opaque 0');
    expect((await answer).status()).toBe(403);
    expect(await fetchInPage('cors')).toBe('Failed to fetch');
    expect(await fetchInPage('same-origin')).toMatch(/^Failed to fetch/);
  });

  test('by fetch of a JSON service, for which the browser asks leave before', async () => {
    await openSite();
    const outcome = await page.evaluate(
      async (url) =>
        fetch(url, { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.GetParameter' }, body: '{}' }).then(
          () => 'answered',
          (error: Error) => error.message,
        ),
      cloud.endpoint,
    );
    expect(outcome).toBe('Failed to fetch');
  });

  test('by a name that was rebound to the machine, which makes it a page of the same origin', async () => {
    const { port } = new URL(cloud.endpoint);
    const response = await page.goto(`http://${REBINDING_HOST}:${port}/`);
    expect(response?.status()).toBe(403);
    for (const mode of ['same-origin', 'cors', 'no-cors'] as const) {
      expect(await fetchInPage(mode, `/?${credential()}`)).toBe('basic 403');
    }
  });
});

test('the request of these pages has its effect when it is signed', async () => {
  cloud = await LocalCloud.start({ clock: new RealClock() });
  const { endpoint, credentials } = cloud;
  const client = new CloudFormationClient({ endpoint, region: 'us-east-1', credentials });
  await client.send(new CreateStackCommand({ StackName: CREATE_STACK.StackName, TemplateBody }));
  expect(cloud.callLog.count({ operation: 'CreateStack' })).toBe(1);
  client.destroy();
  await cloud.stop();
});
