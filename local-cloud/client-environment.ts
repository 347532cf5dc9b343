import { type LocalCloud } from './local-cloud';

/** Returns the environment variables that point the CDK CLI, the AWS CLI or any SDK at a local cloud. */
export function clientEnvironment({
  endpoint,
  credentials,
  location,
}: Pick<LocalCloud, 'endpoint' | 'credentials' | 'location'>): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: location.region,
    // Version 1 of the AWS CLI reads this one.
    AWS_DEFAULT_REGION: location.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}
