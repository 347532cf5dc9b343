/** What a signature of version 4 tells, without checking it: the local cloud trusts whoever reaches it. */
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
