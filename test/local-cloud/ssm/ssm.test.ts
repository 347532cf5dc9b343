import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { ParameterStore } from '../../../local-cloud/ssm/parameter-store';
import { Ssm } from '../../../local-cloud/ssm/ssm';
import { ACCOUNT, Endpoint } from '../endpoint';

let parameters: ParameterStore;
let endpoint: Endpoint;
let ssm: SSMClient;

beforeEach(async () => {
  parameters = new ParameterStore(ACCOUNT);
  endpoint = await Endpoint.open(() => [new Ssm(parameters)]);
  ssm = new SSMClient(endpoint.clientConfig);
});

afterEach(async () => endpoint.close());

async function valueOf(Name: string, WithDecryption?: boolean): Promise<string | undefined> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption }));
  return Parameter?.Value;
}

test('a parameter is read by name, by ARN and by version', async () => {
  parameters.put('/app/size', '20');
  const { arn } = parameters.put('/app/size', '40');

  expect(await valueOf('/app/size')).toBe('40');
  expect(await valueOf(arn)).toBe('40');
  expect(await valueOf('/app/size:1')).toBe('20');
  expect(await valueOf(`${arn}:1`)).toBe('20');
});

test('a SecureString is readable only with decryption', async () => {
  await ssm.send(new PutParameterCommand({ Name: 'password', Value: 'hunter2', Type: 'SecureString' }));

  expect(await valueOf('password')).not.toContain('hunter2');
  expect(await valueOf('password', true)).toBe('hunter2');
});

test('several parameters are read at once, the unknown ones named', async () => {
  parameters.put('a', '1');

  const { Parameters, InvalidParameters } = await ssm.send(new GetParametersCommand({ Names: ['a', 'b'] }));

  expect(Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([['a', '1']]);
  expect(InvalidParameters).toEqual(['b']);
});

test('fails for an unknown name and for an unknown version, each in its own class', async () => {
  parameters.put('known', '1');

  await expect(valueOf('unknown')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(valueOf('known:7')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
});

test('fails to put over a parameter unless it is told to', async () => {
  const put = { Name: 'a', Value: '2', Type: 'String' as const };
  parameters.put('a', '1');

  await expect(ssm.send(new PutParameterCommand(put))).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  expect(await ssm.send(new PutParameterCommand({ ...put, Overwrite: true }))).toMatchObject({ Version: 2 });
});

test('a deleted parameter is gone', async () => {
  parameters.put('a', '1');

  await ssm.send(new DeleteParameterCommand({ Name: 'a' }));

  await expect(valueOf('a')).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('a parameter has the tier that was asked for, and takes the values of its tier', async () => {
  const put = async (more: object) =>
    ssm.send(new PutParameterCommand({ Name: 'p', Value: 'v', Type: 'String', ...more }));
  expect((await put({})).Tier).toBe('Standard');
  const large = { Value: 'x'.repeat(5_000), Overwrite: true };
  await expect(put(large)).rejects.toMatchObject({ name: 'ValidationException' });
  expect(await valueOf('p')).toBe('v');
  expect((await put({ ...large, Tier: 'Intelligent-Tiering' })).Tier).toBe('Advanced');
  expect((await put({ Tier: 'Advanced', Overwrite: true })).Tier).toBe('Advanced');
  await expect(put({ Value: 'x'.repeat(9_000), Overwrite: true, Tier: 'Advanced' })).rejects.toThrow('takes 8192');
});

test.each([{ AllowedPattern: '[a-z]+' }, { Policies: '[{"Type":"Expiration"}]' }])(
  'fails to put a parameter with %j, which is not served',
  async (more) => {
    const put = ssm.send(new PutParameterCommand({ Name: 'p', Value: 'v', Type: 'String', ...more }));
    await expect(put).rejects.toThrow(`does not serve PutParameter with ${Object.keys(more)[0]}`);
    expect(parameters.has('p')).toBe(false);
  },
);
describe("AWS's public parameters", () => {
  test.each([
    '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base',
    '/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id',
    '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id',
    '/aws/service/eks/optimized-ami/1.30/amazon-linux-2/recommended/image_id',
  ])('%s is the id of an image, the same each time', async (name) => {
    expect(await valueOf(name)).toMatch(/^ami-0[0-9a-f]{16}$/);
    expect(await valueOf(name)).toBe(await valueOf(name));
    expect(parameters.valueOf(name)).toBe(await valueOf(name));
  });

  test('the image that ECS recommends is told with all about it', async () => {
    const told = await valueOf('/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended');

    expect(JSON.parse(told ?? '')).toMatchObject({ schema_version: 1, image_id: expect.stringMatching(/^ami-0/) });
  });

  test('fail under a name that AWS does not publish, and to be put', async () => {
    await expect(valueOf('/aws/service/nonsense/latest')).rejects.toMatchObject({ name: 'ParameterNotFound' });
    const put = new PutParameterCommand({ Name: '/aws/service/mine', Value: 'a', Type: 'String' });
    await expect(ssm.send(put)).rejects.toThrow('No access to reserved parameter name: /aws/service/mine.');
  });
});
