import { CloudFormationClient, DescribeStacksCommand, Stack } from '@aws-sdk/client-cloudformation';
import { RealClock } from '../../../../local-cloud/clock/real-clock';
import { createCloudFormationApi } from '../../../../local-cloud/cloudformation/api/cloudformation-api';
import { CloudFormation } from '../../../../local-cloud/cloudformation/cloudformation';
import { BucketResource } from '../../../../local-cloud/s3/bucket-resource';
import { ObjectStore } from '../../../../local-cloud/s3/object-store';
import { ACCOUNT, Endpoint } from '../../endpoint';

/** The stack engine behind its Query API, fast enough that a stack takes milliseconds, and a real client. */
export class CloudFormationFixture {
  static async open(): Promise<CloudFormationFixture> {
    const clock = new RealClock({ speed: 2_000 });
    const parameters: Record<string, string> = { '/size': '42' };
    const objects = new ObjectStore();
    const cloudFormation = new CloudFormation({
      clock,
      handlers: { 'AWS::S3::Bucket': new BucketResource(objects, ACCOUNT) },
      customResources: { invokeAsync: async () => {}, responseEndpoint: () => 'http://127.0.0.1' },
      ssmParameter: (name) => parameters[name],
    });
    const endpoint = await Endpoint.open(
      () => [createCloudFormationApi(cloudFormation, (url) => objects.getByUrl(url)?.toString())],
      clock,
    );
    return new CloudFormationFixture(
      cloudFormation,
      objects,
      endpoint,
      new CloudFormationClient(endpoint.clientConfig),
    );
  }

  private constructor(
    readonly engine: CloudFormation,
    readonly objects: ObjectStore,
    private readonly endpoint: Endpoint,
    readonly client: CloudFormationClient,
  ) {}

  async describe(StackName: string): Promise<Stack> {
    const { Stacks } = await this.client.send(new DescribeStacksCommand({ StackName }));
    const [stack] = Stacks ?? [];
    if (stack === undefined) throw new Error(`no stack ${StackName}`);
    return stack;
  }

  /** Waits until nothing is in progress. */
  async settled(stackName: string): Promise<Stack> {
    for (;;) {
      const stack = await this.describe(stackName);
      if (!stack.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.endpoint.close();
  }
}

export const BUCKET_TEMPLATE = JSON.stringify({
  Description: 'A bucket',
  Parameters: { Env: { Type: 'String', Default: 'dev' }, Password: { Type: 'String', NoEcho: true, Default: 'pw' } },
  Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'env', Value: { Ref: 'Env' } }] } } },
  Outputs: { BucketName: { Value: { Ref: 'Bucket' }, Export: { Name: 'bucket-name' } } },
});

export const QUEUE_TEMPLATE = JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue' } } });
