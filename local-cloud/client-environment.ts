/** The environment variables that point the CDK CLI, the AWS CLI or any SDK at a local cloud. */
export function clientEnvironment(endpoint: string, region = 'us-east-1'): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    // What the AWS CLI of version 1 reads.
    AWS_DEFAULT_REGION: region,
    // Any keys will do: whoever signs with keys that the local cloud did not give out is its administrator.
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
