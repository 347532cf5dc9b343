import { SecretResource } from '../../../local-cloud/secrets-manager/secret-resource';
import { SecretStore } from '../../../local-cloud/secrets-manager/secret-store';
import { ACCOUNT } from '../endpoint';
import { resourceRequest } from '../resource-request';

const type = 'AWS::SecretsManager::Secret';
let secrets: SecretStore;
let resource: SecretResource;

beforeEach(() => {
  secrets = new SecretStore(ACCOUNT);
  resource = new SecretResource(secrets);
});

test('a generated password obeys its rule', async () => {
  const rule = { PasswordLength: 20, ExcludePunctuation: true, ExcludeNumbers: true, ExcludeCharacters: 'abc' };
  const { physicalId } = await resource.create(resourceRequest(type, { GenerateSecretString: rule }));

  expect(secrets.version(physicalId).value).toMatch(/^[d-zA-Z]{20}$/);
});

test('a generated password goes into the template under its key', async () => {
  const rule = { SecretStringTemplate: '{"username":"admin"}', GenerateStringKey: 'password' };
  const { physicalId } = await resource.create(resourceRequest(type, { GenerateSecretString: rule }));

  expect(JSON.parse(secrets.version(physicalId).value)).toEqual({
    username: 'admin',
    password: expect.stringMatching(/^.{32}$/s) as string,
  });
});

test('an update keeps the generated value while its rule stays the same', async () => {
  const oldProperties = { GenerateSecretString: { PasswordLength: 20 } };
  const { physicalId } = await resource.create(resourceRequest(type, oldProperties));
  const before = secrets.version(physicalId).value;

  const described = { ...oldProperties, Description: 'new words' };
  await resource.update({ ...resourceRequest(type, described), physicalId, oldProperties });
  expect(secrets.version(physicalId).value).toBe(before);

  const longer = { GenerateSecretString: { PasswordLength: 24 } };
  await resource.update({ ...resourceRequest(type, longer), physicalId, oldProperties });
  expect(secrets.version(physicalId).value).toHaveLength(24);
});

test('a new name makes a new secret, and the old one goes with its own delete', async () => {
  const oldProperties = { Name: 'old', SecretString: 'x' };
  const old = await resource.create(resourceRequest(type, oldProperties));

  const replacement = await resource.update({
    ...resourceRequest(type, { Name: 'new', SecretString: 'x' }),
    physicalId: old.physicalId,
    oldProperties,
  });
  await resource.delete({ physicalId: old.physicalId });

  expect(replacement.physicalId).not.toBe(old.physicalId);
  expect(secrets.all().map(({ name }) => name)).toEqual(['new']);
});
