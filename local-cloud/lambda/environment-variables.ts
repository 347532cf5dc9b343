import { type FunctionConfiguration } from './function-configuration';
import { type Credentials } from '../gateway/authentication/credentials';

export interface EnvironmentOptions {
  readonly configuration: FunctionConfiguration;
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: Required<Credentials>;
  readonly logStream: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
export function environmentVariables(options: EnvironmentOptions): Record<string, string> {
  const { configuration, region, endpoint, credentials, logStream } = options;
  return {
    ...configuration.environment,
    // The SDK reads no configuration file of the developer's machine.
    HOME: '/var/empty',
    PATH: '/var/lang/bin:/usr/bin:/bin',
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.version ?? '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: endpoint,
    LAMBDA_TASK_ROOT: '/var/task',
  };
}
