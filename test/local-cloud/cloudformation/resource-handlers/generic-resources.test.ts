import { app, startEngine } from '../engine';

const network = (subnetCidr: string) => ({
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: subnetCidr } },
});

const CLOUD9 = { ImageId: 'amazonlinux-2023-x86_64', InstanceType: 't3.micro' };
const MEMCACHED = { CacheNodeType: 'cache.t3.micro', Engine: 'memcached', NumCacheNodes: 1 };
const REDSHIFT = { ClusterType: 'single-node', DBName: 'shop', MasterUsername: 'me', NodeType: 'ra3.large' };

test('resources have plausible ids and attributes', async () => {
  const { cloudFormation } = startEngine();
  const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  const attribute = (logicalId: string, name: string) => ({ Value: { 'Fn::GetAtt': [logicalId, name] } });

  const { outputs } = await cloudFormation.createStack(
    app(
      {
        ...network('10.0.1.0/24'),
        Bucket: { Type: 'AWS::S3::Bucket' },
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
        Database: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'postgres', AllocatedStorage: '20' } },
        Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders', KeySchema } },
      },
      {
        Outputs: {
          Vpc: { Value: { Ref: 'Vpc' } },
          Subnet: { Value: { Ref: 'Subnet' } },
          Bucket: attribute('Bucket', 'Arn'),
          Queue: { Value: { Ref: 'Queue' } },
          Topic: { Value: { Ref: 'Topic' } },
          Port: attribute('Database', 'Endpoint.Port'),
          Stream: attribute('Table', 'StreamArn'),
        },
      },
    ),
  );

  expect(Object.fromEntries(outputs.map(({ key, value }) => [key, value]))).toEqual({
    Vpc: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
    Subnet: expect.stringMatching(/^subnet-0[0-9a-f]{16}$/),
    Bucket: expect.stringMatching(/^arn:aws:s3:::app-bucket-[a-z0-9]{12}$/),
    Queue: 'https://sqs.us-east-1.amazonaws.com/111111111111/jobs',
    Topic: 'arn:aws:sns:us-east-1:111111111111:news',
    Port: '5432',
    Stream: 'arn:aws:dynamodb:us-east-1:111111111111:table/orders/stream/2026-01-01T00:00:00.000',
  });
});

test.each([
  ['AWS::ApiGateway::RestApi', {}, 'RootResourceId', /^\S+$/],
  ['AWS::Cloud9::EnvironmentEC2', CLOUD9, 'Arn', /^arn:aws:cloud9:us-east-1:111111111111:environment:[^:]+$/],
  [
    'AWS::CodeCommit::Repository',
    { RepositoryName: 'code' },
    'CloneUrlHttp',
    /^https:\/\/git-codecommit.*\/repos\/code$/,
  ],
  ['AWS::EC2::EIP', {}, 'AllocationId', /^eipalloc-[0-9a-f]{17}$/],
  ['AWS::EC2::Instance', {}, 'AvailabilityZone', /^us-east-1a$/],
  ['AWS::EC2::Instance', {}, 'PublicDnsName', /^[a-z0-9-]+\.compute-1\.amazonaws\.com$/],
  ['AWS::EC2::Instance', {}, 'PublicIp', /^\d+\.\d+\.\d+\.\d+$/],
  ['AWS::ElastiCache::CacheCluster', MEMCACHED, 'ConfigurationEndpoint.Port', /^11211$/],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', {}, 'DNSName', /^[a-z0-9-]+\.us-east-1\.elb\.amazonaws\.com$/],
  ['AWS::Redshift::Cluster', REDSHIFT, 'Endpoint.Address', /^[a-z0-9-]+\.us-east-1\.redshift\.amazonaws\.com$/],
  ['AWS::Redshift::Cluster', REDSHIFT, 'Endpoint.Port', /^5439$/],
])('a placeholder of %s with %j has a %s of its real form', async (Type, Properties, attribute, form) => {
  const { cloudFormation } = startEngine();
  const Outputs = { Out: { Value: { 'Fn::GetAtt': ['Resource', attribute] } } };

  const { outputs } = await cloudFormation.createStack(app({ Resource: { Type, Properties } }, { Outputs }));

  expect(outputs[0]?.value).toMatch(form);
});

test('Ref gives an ARN where a type is known by its ARN', async () => {
  const { cloudFormation } = startEngine();

  await cloudFormation.createStack(app({ Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } }));

  expect(cloudFormation.stack('app')?.resources.get('Balancer')?.physicalId).toMatch(
    /^arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer\/app\/app-Balancer-[A-Z0-9]{12}\/[0-9a-f]{16}$/,
  );
});

test('the events say that a resource is a placeholder', async () => {
  const { cloudFormation } = startEngine();

  await cloudFormation.createStack(app({ Queue: { Type: 'AWS::SQS::Queue' } }));

  expect(cloudFormation.stack('app')?.events).toContainEqual(
    expect.objectContaining({
      resourceStatus: 'CREATE_COMPLETE',
      resourceStatusReason: expect.stringContaining('Placeholder: nothing stands behind this AWS::SQS::Queue'),
    }),
  );
});

test('resources take as long as they do in an account', async () => {
  const { clock, cloudFormation } = startEngine();
  const start = clock.now();

  await cloudFormation.createStack(app({ Database: { Type: 'AWS::RDS::DBInstance' } }));

  expect(clock.now() - start).toBe(240_000);
});

test('a property that cannot be changed in place replaces the resource', async () => {
  const { cloudFormation, history } = startEngine();
  await cloudFormation.createStack(app(network('10.0.1.0/24')));
  const before = cloudFormation.stack('app')?.resources.get('Subnet')?.physicalId;

  await cloudFormation.updateStack(app(network('10.0.2.0/24')));

  expect(cloudFormation.stack('app')?.resources.get('Subnet')?.physicalId).not.toBe(before);
  expect(history('app')).toContain('Subnet DELETE_COMPLETE');
});

test('a rollback keeps what a failed update would have replaced', async () => {
  const { cloudFormation } = startEngine();
  await cloudFormation.createStack(app(network('10.0.1.0/24')));
  const before = cloudFormation.stack('app')?.resources.get('Subnet')?.physicalId;
  const failing = { Type: 'Test::Sibling', DependsOn: 'Subnet', Properties: { CreateFails: 'no' } };

  const outcome = await cloudFormation.updateStack(app({ ...network('10.0.2.0/24'), Failing: failing }));

  expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(cloudFormation.stack('app')?.resources.get('Subnet')?.physicalId).toBe(before);
});

test('stack tags reach the resources that carry tags, their own tags win', async () => {
  const { cloudFormation } = startEngine();
  const Tags = [{ Key: 'team', Value: 'own' }];
  const resources = { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', Tags } } };

  await cloudFormation.createStack({ ...app(resources), tags: { team: 'stack', cost: '42' } });

  expect(cloudFormation.stack('app')?.resources.get('Vpc')?.deployed?.properties.Tags).toEqual([
    { Key: 'team', Value: 'own' },
    { Key: 'cost', Value: '42' },
  ]);
});

test.each([
  ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/8' }, "The CIDR '10.0.0.0/8' is invalid. (Service: Ec2, Status Code: 400)"],
  ['AWS::EC2::VPC', { CidrBlock: 'ten' }, 'Value (ten) for parameter cidrBlock is invalid.'],
  ['AWS::EC2::SecurityGroup', {}, 'required key [GroupDescription] not found'],
  ['AWS::S3::Bucket', { BucketName: 'MyBucket' }, 'Bucket name should not contain uppercase characters'],
  ['AWS::S3::Bucket', { BucketName: 'a_b' }, 'The specified bucket is not valid.'],
  ['AWS::RDS::DBInstance', { Engine: 'mysql', AllocatedStorage: '5' }, 'Invalid storage size for engine name mysql'],
])('fails to make a %s of %j', async (type, properties, words) => {
  const { cloudFormation } = startEngine();

  const outcome = await cloudFormation.createStack(app({ Resource: { Type: type, Properties: properties } }));

  expect(outcome).toMatchObject({ stackStatus: 'ROLLBACK_COMPLETE', reason: expect.stringContaining(words) });
});

test('fails to make a subnet outside its VPC', async () => {
  const { cloudFormation } = startEngine();

  const outcome = await cloudFormation.createStack(app(network('10.9.0.0/24')));

  expect(outcome.reason).toBe("The CIDR '10.9.0.0/24' is invalid. (Service: Ec2, Status Code: 400)");
});

test('fails to make two buckets of one name', async () => {
  const { cloudFormation } = startEngine();
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shared' } };
  await cloudFormation.createStack(app({ A: bucket }));

  const outcome = await cloudFormation.createStack({ ...app({ A: bucket }), stackName: 'second' });

  expect(outcome.reason).toBe('shared already exists');
});
