interface Page {
  readonly NextPageToken?: string;
}

/**
 * Iterates all pages of a list. The SDK has no paginator for some operations of Service Catalog, such as
 * DescribeRecord.
 */
export async function* pages<T extends Page>(call: (PageToken: string | undefined) => Promise<T>): AsyncGenerator<T> {
  let token: string | undefined;
  do {
    const page = await call(token);
    yield page;
    token = page.NextPageToken;
  } while (token);
}
