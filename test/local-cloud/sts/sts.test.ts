import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Sessions } from '../../../local-cloud/sts/sessions';
import { createSts } from '../../../local-cloud/sts/sts';
import { Endpoint } from '../endpoint';

const RoleArn = 'arn:aws:iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-us-east-1';
let endpoint: Endpoint;

beforeEach(async () => {
  endpoint = await Endpoint.open((callers) => [createSts(new Sessions(callers))]);
});

afterEach(async () => endpoint.close());

test('the credentials of the cloud are the administrator of the account', async () => {
  const identity = await new STSClient(endpoint.clientConfig).send(new GetCallerIdentityCommand());

  expect(identity).toMatchObject({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/admin' });
});

test('the keys of an assumed role are that role', async () => {
  const { Credentials } = await new STSClient(endpoint.clientConfig).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };

  const sts = new STSClient({ ...endpoint.clientConfig, credentials });

  expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({
    Account: '111111111111',
    Arn: 'arn:aws:sts::111111111111:assumed-role/cdk-hnb659fds-deploy-role-111111111111-us-east-1/me',
  });
});

test('fails without the name of the session, naming it', async () => {
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: undefined });

  await expect(new STSClient(endpoint.clientConfig).send(assume)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining("Value null at 'roleSessionName'") as string,
  });
});
