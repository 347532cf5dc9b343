/**
 * A call that hangs is retried within the same run of the function; without `throwOnRequestTimeout` the SDK only warns.
 * The timeout is long because Service Catalog asks the engine of an EXTERNAL product for its parameters meanwhile.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 25_000, throwOnRequestTimeout: true },
};
