/** Whose signature of version 4 a request bears, and for which service: enough to give it to that service. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The signing name of the service. */
  readonly service: string;
}

/** Reads `<key>/<date>/<region>/<service>/aws4_request` from the header, or from the query of a presigned request. */
export function credentialScope(
  authorization: string | undefined,
  query: URLSearchParams,
): CredentialScope | undefined {
  const credential =
    /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  const [accessKeyId, , , service] = credential?.split('/') ?? [];
  return accessKeyId === undefined || service === undefined ? undefined : { accessKeyId, service };
}
