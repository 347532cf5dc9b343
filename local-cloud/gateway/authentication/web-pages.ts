import { type IncomingHttpHeaders } from 'node:http';

/** The machine's own names, and those of S3's buckets: `<bucket>.localhost`, `<bucket>.s3.localhost`. */
const OWN_HOST = /^(?:127\.0\.0\.1|\[::1\]|(?:[a-z0-9][a-z0-9.-]*\.)?localhost)(?::(\d+))?$/i;

/**
 * Returns the reason to refuse a request that a web page may have sent: pages can reach any port of their reader's
 * machine.
 *
 * DNS rebinding, by which a page lets a name of its own point here, is recognised by Host; requests across origins are
 * recognised by headers that browsers add and pages cannot remove.
 *
 * @see https://developer.mozilla.org/en-US/docs/Glossary/Forbidden_request_header
 */
export function pageRefusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  const match = OWN_HOST.exec(host);
  if (match === null || Number(match[1] ?? 80) !== port) {
    const own = ['127.0.0.1', 'localhost', '[::1]', '<bucket>.localhost'].map((name) => `${name}:${port}`);
    return `the local cloud answers as ${own.join(', ')} alone, but the request is for the host "${host}"`;
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return `the local cloud takes no requests of web pages, but this one is of the origin "${origin}"`;
  }
  if (site !== undefined && site !== 'none' && site !== 'same-origin') {
    return `the local cloud takes no requests of web pages, but this one has the Sec-Fetch-Site "${String(site)}"`;
  }
  return undefined;
}
