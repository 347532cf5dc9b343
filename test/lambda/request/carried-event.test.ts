import { bytesOf } from '../../../lambda/request/bytes-of';
import { carriedEvent, sizeProblem } from '../../../lambda/request/carried-event';
import type { ReceivedEvent } from '../../../lambda/request/event';
import { hasSameContent, launchesTheSame } from '../../../lambda/request/prior-properties';
import type { ResourceProperties } from '../../../src/private/resource-properties';

const DECLARED: ResourceProperties = {
  ServiceToken: 'function',
  ProductId: 'prod-1',
  ProvisioningArtifactName: 'v1',
  ProvisionedProductName: 'network',
  ProvisioningParameters: { Cidr: '10.0.0.0/16', Size: 'small' },
  SecretParameters: { Password: { SecretId: 'database' } },
};

function event(RequestType: ReceivedEvent['RequestType'], changes: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return {
    RequestType,
    RequestId: 'request',
    ResponseURL: 'https://bucket/answer',
    StackId: 'arn:aws:cloudformation:us-east-1:111111111111:stack/web/1',
    LogicalResourceId: 'Network',
    ResourceProperties: DECLARED,
    ...changes,
  };
}

const accounts = (count: number): ResourceProperties => ({
  ...DECLARED,
  ProvisioningPreferences: { StackSetAccounts: Array.from({ length: count }, (_, index) => String(1e11 + index)) },
});

test('the prior declaration is carried with keys, names and references to secrets, but without values', () => {
  const { OldResourceProperties: prior } = carriedEvent(event('Update', { OldResourceProperties: DECLARED }));
  expect(JSON.stringify(prior)).not.toContain('10.0.0.0');
  expect(prior).toMatchObject({
    ParameterKeys: ['Cidr', 'Size'],
    ProvisionedProductName: 'network',
    SecretParameters: DECLARED.SecretParameters,
  });
});

test('a reduced event is unchanged', () => {
  const once = carriedEvent(event('Update', { OldResourceProperties: DECLARED }));
  expect(carriedEvent(once)).toEqual(once);
  expect(carriedEvent(JSON.parse(JSON.stringify(once)) as ReceivedEvent)).toEqual(once);
});

test('hashes tell a different launch from one in other places', () => {
  const { OldResourceProperties: prior } = carriedEvent(event('Update', { OldResourceProperties: DECLARED }));
  expect(prior && launchesTheSame(prior, DECLARED)).toBe(true);
  expect(prior && launchesTheSame(prior, accounts(1))).toBe(false);
  expect(prior && hasSameContent(prior, accounts(1))).toBe(true);
  expect(prior && hasSameContent(prior, { ...DECLARED, ProvisioningParameters: { Size: 'large' } })).toBe(false);
});

test('a Delete carries no parameters', () => {
  const { ResourceProperties } = carriedEvent(event('Delete'));
  expect(ResourceProperties).toEqual({ ...DECLARED, ProvisioningParameters: undefined });
});

test('a large prior declaration is reduced to names and hashes', () => {
  const carried = carriedEvent(event('Update', { OldResourceProperties: accounts(5_000) }));
  expect(bytesOf(carried.OldResourceProperties)).toBeLessThan(24_000);
  expect(carried.OldResourceProperties).toMatchObject({
    ProvisionedProductName: 'network',
    SecretParameters: DECLARED.SecretParameters,
  });
  expect(sizeProblem(carried)).toBeUndefined();
});

test.each(['Create', 'Update'] as const)('fails a %s that is too large, with its largest parts', (type) => {
  const ProvisioningParameters = { Small: 'x', Large: 'é'.repeat(120_000) };
  const carried = carriedEvent(event(type, { ResourceProperties: { ...DECLARED, ProvisioningParameters } }));
  expect(sizeProblem(carried)).toMatch(
    /Network is too large: it has 24\d{4} bytes; at most 200000 .*are Large \(240002 b/,
  );
});

test('fails with more references to secrets than the event of an update has room for', () => {
  const secrets = Array.from({ length: 500 }, (_, index) => [
    `P${index}`,
    { SecretId: 'arn:aws:secretsmanager:database' },
  ]);
  const SecretParameters = Object.fromEntries(secrets) as ResourceProperties['SecretParameters'];
  expect(sizeProblem(carriedEvent(event('Create', { ResourceProperties: { ...DECLARED, SecretParameters } })))).toMatch(
    /too large.*SecretParameters \(\d+ bytes\)/,
  );
});

test('the Delete of a declaration that was too large is carried', () => {
  const carried = carriedEvent(event('Delete', { ResourceProperties: accounts(50_000) }));
  expect(sizeProblem(carried)).toBeUndefined();
  expect(carried.ResourceProperties.ProvisionedProductName).toBe('network');
});

test.each([
  ['old properties that are a text', { OldResourceProperties: 'text' as unknown as ResourceProperties }],
  ['parameters that are a text', { ResourceProperties: { ...DECLARED, ProvisioningParameters: 'x' as never } }],
])('accepts %s', (_, changes) => {
  expect(() => sizeProblem(carriedEvent(event('Update', changes)))).not.toThrow();
});
