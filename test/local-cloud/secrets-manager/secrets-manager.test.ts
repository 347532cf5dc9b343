import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  GetSecretValueRequest,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SecretStore } from '../../../local-cloud/secrets-manager/secret-store';
import { SecretsManager } from '../../../local-cloud/secrets-manager/secrets-manager';
import { ACCOUNT, Endpoint } from '../endpoint';

let secrets: SecretStore;
let endpoint: Endpoint;
let client: SecretsManagerClient;

beforeEach(async () => {
  secrets = new SecretStore(ACCOUNT);
  endpoint = await Endpoint.open(() => [new SecretsManager(secrets)]);
  client = new SecretsManagerClient(endpoint.clientConfig);
});

afterEach(async () => endpoint.close());

async function valueOf(request: GetSecretValueRequest): Promise<string | undefined> {
  return (await client.send(new GetSecretValueCommand(request))).SecretString;
}

test('a secret is read by name, by ARN, and by ARN without its six last characters', async () => {
  const { ARN = '' } = await client.send(new CreateSecretCommand({ Name: 'db/admin', SecretString: 's3cret' }));

  expect(await valueOf({ SecretId: 'db/admin' })).toBe('s3cret');
  expect(await valueOf({ SecretId: ARN })).toBe('s3cret');
  expect(await valueOf({ SecretId: ARN.slice(0, -7) })).toBe('s3cret');
});

test('a new value becomes the current one, and the old one stays readable as the previous', async () => {
  const first = secrets.create('db', 'old').versions[0];
  await client.send(new PutSecretValueCommand({ SecretId: 'db', SecretString: 'new' }));

  expect(await valueOf({ SecretId: 'db' })).toBe('new');
  expect(await valueOf({ SecretId: 'db', VersionStage: 'AWSPREVIOUS' })).toBe('old');
  expect(await valueOf({ SecretId: 'db', VersionId: first?.id })).toBe('old');
});

test('a value put under a label of its own does not become the current one', async () => {
  secrets.create('db', 'now');
  await client.send(new PutSecretValueCommand({ SecretId: 'db', SecretString: 'soon', VersionStages: ['PENDING'] }));

  expect(await valueOf({ SecretId: 'db' })).toBe('now');
  expect(await valueOf({ SecretId: 'db', VersionStage: 'PENDING' })).toBe('soon');
});

test('a secret tells its versions and their labels, and never its value', async () => {
  secrets.create('db', 'old', 'the database');
  secrets.putValue('db', 'new');

  const description = await client.send(new DescribeSecretCommand({ SecretId: 'db' }));
  const list = await client.send(new ListSecretsCommand({}));

  expect(Object.values(description.VersionIdsToStages ?? {})).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  expect(list.SecretList?.map(({ Name }) => Name)).toEqual(['db']);
  expect(JSON.stringify([description, list])).not.toContain('new"');
});

test('fails for a secret, a version and a label that do not exist', async () => {
  secrets.create('db', 'x');

  await expect(valueOf({ SecretId: 'other' })).rejects.toThrow("Secrets Manager can't find the specified secret.");
  await expect(valueOf({ SecretId: 'db', VersionId: 'f'.repeat(32) })).rejects.toThrow('for VersionId: ffff');
  await expect(valueOf({ SecretId: 'db', VersionStage: 'NONE' })).rejects.toThrow('for staging label: NONE');
});

test('fails to create a secret twice; a deleted one may be made again and has another ARN', async () => {
  const create = new CreateSecretCommand({ Name: 'db', SecretString: 'x' });
  const first = await client.send(create);
  await expect(client.send(create)).rejects.toMatchObject({ name: 'ResourceExistsException' });

  await client.send(new DeleteSecretCommand({ SecretId: 'db' }));

  expect((await client.send(create)).ARN).not.toBe(first.ARN);
});

test('fails to keep a binary value, which would be lost', async () => {
  const create = new CreateSecretCommand({ Name: 'db', SecretBinary: Buffer.from('x') });
  await expect(client.send(create)).rejects.toThrow('keeps no SecretBinary: use SecretString.');
  expect(secrets.all()).toEqual([]);
});
