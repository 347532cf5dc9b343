interface Page {
  readonly NextPageToken?: string;
}

/** All pages of a list; the SDK has no paginator for some operations of Service Catalog, DescribeRecord among them. */
export async function* pages<T extends Page>(call: (PageToken: string | undefined) => Promise<T>): AsyncGenerator<T> {
  let token: string | undefined;
  do {
    const page = await call(token);
    yield page;
    token = page.NextPageToken;
  } while (token);
}
