import { CalledCloud, Output, Service } from './called-cloud';

/** Calls an operation that must succeed. */
type Call = (service: Service, operation: string, input?: object) => Promise<Output>;

const ROLE = 'arn:aws:iam::111111111111:role/runner';

const STATE_MACHINE = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'task', 'Payload.$': '$' },
      End: true,
    },
  },
};

const STACK = {
  Parameters: { Size: { Type: 'String', Default: 'small' } },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'runner',
        AssumeRolePolicyDocument: {},
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'task',
        Code: { ZipFile: 'exports.handler = async () => (console.log("done"), { done: true });' },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify(STATE_MACHINE),
      },
      DependsOn: 'Function',
    },
  },
  Outputs: { Topic: { Value: { Ref: 'Topic' }, Export: { Name: 'topic' } } },
};

const PRODUCT = JSON.stringify({
  Parameters: { Size: { Type: 'String', Default: 'small', AllowedPattern: '[a-z]+' } },
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'Size' } } } },
  Outputs: { Topic: { Value: { Ref: 'Topic' } } },
});

/** Calls every operation that is served, in an order in which each has something to tell. */
export async function callServedOperations(world: CalledCloud, call: Call): Promise<void> {
  await callCloudFormation(world, call);
  await callStepFunctions(world, call);
  await callFunctions(world, call);
  await callServiceCatalog(world, call);
  await callStores(call);
  await callS3(call);
}

async function settle({ cloud }: CalledCloud, StackName: string): Promise<void> {
  while (cloud.cloudFormation.stack(StackName)?.status.endsWith('IN_PROGRESS')) await cloud.clock.sleep(10_000);
}

async function callCloudFormation(world: CalledCloud, call: Call): Promise<void> {
  const StackName = 'app';
  const Capabilities = ['CAPABILITY_NAMED_IAM'];
  const stack = {
    StackName,
    Capabilities,
    TemplateBody: JSON.stringify(STACK),
    Tags: [{ Key: 'team', Value: 'data' }],
  };
  const larger = { ...stack, Parameters: [{ ParameterKey: 'Size', ParameterValue: 'large' }] };
  const changeSet = { StackName, ChangeSetName: 'changes' };

  await call('CloudFormation', 'CreateStack', stack);
  await settle(world, StackName);
  await call('CloudFormation', 'CreateChangeSet', { ...larger, ...changeSet });
  await world.cloud.clock.sleep(60_000);
  await call('CloudFormation', 'DescribeChangeSet', changeSet);
  await call('CloudFormation', 'ListChangeSets', { StackName });
  await call('CloudFormation', 'ExecuteChangeSet', changeSet);
  await settle(world, StackName);
  await call('CloudFormation', 'CreateChangeSet', { ...stack, ...changeSet });
  await world.cloud.clock.sleep(60_000);
  await call('CloudFormation', 'DeleteChangeSet', changeSet);
  for (const operation of ['DescribeStacks', 'DescribeStackEvents', 'DescribeStackResources', 'ListStackResources']) {
    await call('CloudFormation', operation, { StackName });
  }
  await call('CloudFormation', 'DescribeStackResource', { StackName, LogicalResourceId: 'Topic' });
  await call('CloudFormation', 'GetTemplate', { StackName });
  await call('CloudFormation', 'GetTemplateSummary', { StackName });
  await call('CloudFormation', 'ValidateTemplate', { TemplateBody: stack.TemplateBody });
  await call('CloudFormation', 'ListStacks');
  await call('CloudFormation', 'ListExports');
  await call('CloudFormation', 'UpdateTerminationProtection', { StackName, EnableTerminationProtection: false });
  await callOnOtherStacks(
    world,
    call,
    JSON.stringify({ Resources: { Topic: STACK.Resources.Topic }, Parameters: STACK.Parameters }),
  );
}

/** Stacks that fail, are cancelled, or go. */
async function callOnOtherStacks(world: CalledCloud, call: Call, TemplateBody: string): Promise<void> {
  const broken = JSON.stringify({
    Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'UPPER' } } },
  });
  await call('CloudFormation', 'CreateStack', { StackName: 'failed', TemplateBody: broken, DisableRollback: true });
  await settle(world, 'failed');
  await call('CloudFormation', 'RollbackStack', { StackName: 'failed' });
  await settle(world, 'failed');

  const Parameters = [{ ParameterKey: 'Size', ParameterValue: 'large' }];
  await call('CloudFormation', 'CreateStack', { StackName: 'other', TemplateBody });
  await settle(world, 'other');
  await call('CloudFormation', 'UpdateStack', { StackName: 'other', TemplateBody, Parameters });
  await call('CloudFormation', 'CancelUpdateStack', { StackName: 'other' });
  await settle(world, 'other');
  await call('CloudFormation', 'DeleteStack', { StackName: 'other' });
  await settle(world, 'other');
}

/** Of a function that the stack has made. */
async function callFunctions(world: CalledCloud, call: Call): Promise<void> {
  const [FunctionName] = world.cloud.functions.names();
  await call('Lambda', 'ListFunctions');
  await call('Lambda', 'GetFunction', { FunctionName });
  await call('Lambda', 'GetFunctionConfiguration', { FunctionName });
  await call('Lambda', 'Invoke', { FunctionName, Payload: Buffer.from('{}') });
  await call('CloudWatchLogs', 'DescribeLogGroups');
  await call('CloudWatchLogs', 'FilterLogEvents', { logGroupName: `/aws/lambda/${FunctionName}` });
}

async function callStepFunctions(world: CalledCloud, call: Call): Promise<void> {
  const stateMachineArn = 'arn:aws:states:us-east-1:111111111111:stateMachine:machine';
  const { executionArn } = await call('SFN', 'StartExecution', { stateMachineArn, input: '{}' });
  await world.cloud.clock.sleep(60_000);
  await call('SFN', 'DescribeExecution', { executionArn });
  await call('SFN', 'GetExecutionHistory', { executionArn });
  await call('SFN', 'ListExecutions', { stateMachineArn });
  const running = await call('SFN', 'StartExecution', { stateMachineArn, input: '{}' });
  await call('SFN', 'StopExecution', { executionArn: running.executionArn });
}

async function callServiceCatalog(world: CalledCloud, call: Call): Promise<void> {
  const { catalog } = world.cloud.serviceCatalog;
  const product = catalog.createProduct({ name: 'Network', owner: 'Platform' });
  const version = catalog.addVersion(product.id, { name: 'v1', template: PRODUCT });
  const portfolio = catalog.createPortfolio({ displayName: 'Basics', providerName: 'Platform' });
  catalog.associateProduct(portfolio.id, product.id);
  catalog.associatePrincipal(portfolio.id, world.cloud.callers.administrator.principalArn);
  await world.cloud.clock.sleep(600_000);
  const chosen = { ProductId: product.id, ProvisioningArtifactId: version.id };
  const ofProduct: Record<string, object> = {
    DescribePortfolio: { Id: portfolio.id },
    DescribeProduct: { Id: product.id },
    DescribeProvisioningArtifact: chosen,
    DescribeProvisioningParameters: chosen,
    ListLaunchPaths: { ProductId: product.id },
    ListPortfolios: {},
    ListPortfoliosForProduct: { ProductId: product.id },
    ListProvisioningArtifacts: { ProductId: product.id },
    SearchProducts: {},
  };
  for (const [operation, input] of Object.entries(ofProduct)) await call('ServiceCatalog', operation, input);

  const ProvisionedProductName = 'network';
  const { RecordDetail } = await call('ServiceCatalog', 'ProvisionProduct', { ...chosen, ProvisionedProductName });
  const { RecordId } = RecordDetail as { readonly RecordId: string };
  await world.cloud.clock.sleep(600_000);
  const ofLaunched: Record<string, object> = {
    DescribeProvisionedProduct: { Name: ProvisionedProductName },
    DescribeRecord: { Id: RecordId },
    GetProvisionedProductOutputs: { ProvisionedProductName },
    ListRecordHistory: {},
    ListProvisionedProductPlans: {},
    ScanProvisionedProducts: {},
    SearchProvisionedProducts: {},
  };
  for (const [operation, input] of Object.entries(ofLaunched)) await call('ServiceCatalog', operation, input);
  const ProvisioningParameters = [{ Key: 'Size', Value: 'large' }];
  await call('ServiceCatalog', 'UpdateProvisionedProduct', {
    ...chosen,
    ProvisionedProductName,
    ProvisioningParameters,
  });
  await world.cloud.clock.sleep(600_000);
  await call('ServiceCatalog', 'TerminateProvisionedProduct', { ProvisionedProductName });
  await world.cloud.clock.sleep(600_000);
}

async function callStores(call: Call): Promise<void> {
  const Name = '/some/parameter';
  await call('SSM', 'PutParameter', { Name, Value: 'value', Type: 'String' });
  await call('SSM', 'GetParameter', { Name });
  await call('SSM', 'GetParameters', { Names: [Name, '/missing'] });
  await call('SSM', 'DeleteParameter', { Name });

  const SecretId = 'secret';
  await call('SecretsManager', 'CreateSecret', { Name: SecretId, SecretString: 'first', Description: 'of a test' });
  await call('SecretsManager', 'PutSecretValue', { SecretId, SecretString: 'second' });
  await call('SecretsManager', 'GetSecretValue', { SecretId });
  await call('SecretsManager', 'DescribeSecret', { SecretId });
  await call('SecretsManager', 'ListSecrets');
  await call('SecretsManager', 'DeleteSecret', { SecretId });

  await call('STS', 'GetCallerIdentity');
  await call('STS', 'AssumeRole', { RoleArn: ROLE, RoleSessionName: 'session' });
}

async function callS3(call: Call): Promise<void> {
  const Bucket = 'bucket';
  const object = { Bucket, Key: 'key' };
  const Tagging = { TagSet: [{ Key: 'team', Value: 'data' }] };
  const s3 = async (operation: string, input: object = { Bucket }) => call('S3', operation, input);
  await s3('CreateBucket');
  await s3('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  await s3('PutBucketTagging', { Bucket, Tagging });
  await s3('PutBucketAcl', { Bucket, ACL: 'bucket-owner-full-control' });
  for (const about of ['Acl', 'Encryption', 'Location', 'Tagging', 'Versioning']) await s3(`GetBucket${about}`);
  await s3('HeadBucket');
  await s3('DeleteBucketTagging');

  await s3('PutObject', { ...object, Body: 'content', ChecksumAlgorithm: 'SHA256' });
  await s3('PutObjectTagging', { ...object, Tagging });
  await s3('PutObjectAcl', { ...object, ACL: 'bucket-owner-full-control' });
  for (const about of ['', 'Acl', 'Tagging']) await s3(`GetObject${about}`, object);
  await s3('GetObjectAttributes', { ...object, ObjectAttributes: ['ETag', 'Checksum', 'ObjectSize', 'StorageClass'] });
  await s3('HeadObject', object);
  await s3('CopyObject', { Bucket, Key: 'folder/copy', CopySource: 'bucket/key' });
  await s3('DeleteObjectTagging', object);

  await s3('ListBuckets', {});
  for (const list of ['ListObjects', 'ListObjectsV2']) await s3(list, { Bucket, Delimiter: '/', FetchOwner: true });
  await callUploads(s3, { Bucket, Key: 'parts' });
  await s3('DeleteObject', object);
  await s3('ListObjectVersions');
  await s3('DeleteObjects', { Bucket, Delete: { Objects: [{ Key: 'folder/copy' }, { Key: 'parts' }] } });
  await s3('CreateBucket', { Bucket: 'empty' });
  await s3('DeleteBucket', { Bucket: 'empty' });
}

async function callUploads(s3: (operation: string, input: object) => Promise<Output>, object: object): Promise<void> {
  const aborted = await s3('CreateMultipartUpload', object);
  await s3('ListMultipartUploads', { Bucket: 'bucket' });
  await s3('AbortMultipartUpload', { ...object, UploadId: aborted.UploadId });

  const { UploadId } = await s3('CreateMultipartUpload', { ...object, ChecksumAlgorithm: 'CRC32' });
  const upload = { ...object, UploadId };
  const { ETag } = await s3('UploadPart', { ...upload, PartNumber: 1, Body: Buffer.alloc(5 * 1024 * 1024) });
  const copied = await s3('UploadPartCopy', { ...upload, PartNumber: 2, CopySource: 'bucket/key' });
  const { ETag: ofCopy } = copied.CopyPartResult as { readonly ETag: string };
  await s3('ListParts', upload);
  const Parts = [
    { PartNumber: 1, ETag },
    { PartNumber: 2, ETag: ofCopy },
  ];
  await s3('CompleteMultipartUpload', { ...upload, MultipartUpload: { Parts } });
}
