import { Agent, request, RequestOptions } from 'node:http';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SearchProductsCommand, ServiceCatalogClient } from '@aws-sdk/client-service-catalog';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** A request as an SDK has signed it, to be sent many times: to sign it takes longer than to answer it. */
export interface SignedRequest {
  readonly options: RequestOptions;
  readonly body: string | Uint8Array;
}

/** What an SDK hands to whatever sends its requests. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

type Environment = Readonly<Record<string, string>>;
type Configuration = ReturnType<typeof configuration>;

/** Calls of six services, none of which changes anything. */
export async function readingRequests(environment: Environment): Promise<SignedRequest[]> {
  const Bucket = 'cdk-hnb659fds-assets-111111111111-us-east-1';
  const calls: ((config: Configuration) => Promise<unknown>)[] = [
    async (config) => new ServiceCatalogClient(config).send(new SearchProductsCommand({})),
    async (config) => new CloudFormationClient(config).send(new DescribeStacksCommand({})),
    async (config) => new SSMClient(config).send(new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' })),
    async (config) => new S3Client({ ...config, forcePathStyle: true }).send(new ListObjectsV2Command({ Bucket })),
    async (config) => new SecretsManagerClient(config).send(new ListSecretsCommand({})),
    async (config) => new STSClient(config).send(new GetCallerIdentityCommand({})),
  ];
  return Promise.all(calls.map(async (call) => sign(environment, call)));
}

/** A call that is refused, and as large as an upload. */
export async function largeRequest(environment: Environment, bytes: number): Promise<SignedRequest> {
  const command = new GetParameterCommand({ Name: 'x'.repeat(bytes) });
  return sign(environment, async (config) => new SSMClient(config).send(command));
}

const AGENT = new Agent({ keepAlive: true, maxSockets: 50 });

/** Resolves with the status of the reply. */
export async function send({ options, body }: SignedRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, agent: AGENT }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

async function sign(
  environment: Environment,
  call: (config: Configuration) => Promise<unknown>,
): Promise<SignedRequest> {
  let signed: SdkRequest | undefined;
  const notSent = new Error('it is only to be signed');
  await call(
    configuration(environment, (sdkRequest) => {
      signed = sdkRequest;
      throw notSent;
    }),
  ).catch((error: unknown) => {
    if (signed === undefined) throw error;
  });
  if (signed === undefined) throw new Error('the SDK has not signed its request');
  const { hostname, port } = new URL(environment.AWS_ENDPOINT_URL ?? '');
  const { method, path, query, headers, body = '' } = signed;
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, [value].flat().join(',')]),
  );
  return { options: { hostname, port, method, path: `${path}?${parameters}`, headers }, body };
}

function configuration(environment: Environment, handle: (sdkRequest: SdkRequest) => never) {
  return {
    endpoint: environment.AWS_ENDPOINT_URL,
    region: environment.AWS_REGION,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    },
    maxAttempts: 1,
    requestHandler: { handle },
  };
}
