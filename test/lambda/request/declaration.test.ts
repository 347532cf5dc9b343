import { parseDeclaration, timeoutSeconds } from '../../../lambda/request/declaration';
import { launchesTheSame } from '../../../lambda/request/prior-properties';

const PROPERTIES = {
  ServiceToken: 'function',
  ProductId: 'prod-1',
  ProvisioningArtifactName: 'v1',
};

test('numbers are parsed from strings, and zero is a value', () => {
  const { preferences } = parseDeclaration({
    ...PROPERTIES,
    ProvisioningPreferences: { StackSetFailureToleranceCount: '0', StackSetMaxConcurrencyCount: '1' },
  });
  expect(preferences).toMatchObject({ StackSetFailureToleranceCount: 0, StackSetMaxConcurrencyCount: 1 });
});

test.each([
  ['both product id and name', { ProductName: 'Network' }, /exactly one of ProductId and ProductName.*"Network"/],
  ['both version id and name', { ProvisioningArtifactId: 'pa-1' }, /at most one of ProvisioningArtifactId.*"pa-1"/],
  ['a parameter that is no string', { ProvisioningParameters: { A: ['x'] as unknown as string } }, /a string as .*\.A/],
  ['parameters that are a text', { ProvisioningParameters: 'A' as unknown as Record<string, string> }, /an object as/],
  ['a count that is no number', { ProvisioningPreferences: { StackSetMaxConcurrencyCount: 'many' } }, /whole number/],
])('fails with %s, naming the property', (_case, change, message) => {
  expect(() => parseDeclaration({ ...PROPERTIES, ...change })).toThrow(message);
});

test.each([undefined, 'LATEST', 'RECOMMENDED'] as const)('%s as the choice of a version means the latest', (choice) => {
  const chosen = { ...PROPERTIES, ProvisioningArtifactName: undefined, ProvisioningArtifactChoice: choice };
  expect(parseDeclaration(chosen).version).toEqual({ choice: 'LATEST' });
  expect(launchesTheSame(chosen, { ...chosen, ProvisioningArtifactChoice: undefined })).toBe(true);
  expect(launchesTheSame(chosen, { ...chosen, ProvisioningArtifactChoice: 'KEEP_ACTIVE' })).toBe(false);
});

test('properties that only the function uses do not change the launch, whatever the order of keys', () => {
  const before = { ...PROPERTIES, ProvisioningParameters: { A: '1', B: '2' } };
  const after = { ...before, ProvisioningParameters: { B: '2', A: '1' }, OutputKeys: ['X'], IgnoreErrors: 'true' };
  expect(launchesTheSame(before, after)).toBe(true);
  expect(launchesTheSame(before, { ...after, ProvisioningParameters: { A: '1' } })).toBe(false);
});

test.each([
  [undefined, 3300],
  ['600', 600],
  ['999999', 3420],
  ['soon', 3300],
  ['-5', 3300],
])('a timeout of %s is %i seconds', (TimeoutSeconds, seconds) => {
  expect(timeoutSeconds({ ...PROPERTIES, TimeoutSeconds })).toBe(seconds);
});

test.each(['RECOMMENDED', 'LATEST'] as const)('%s is the same as no version', (ProvisioningArtifactChoice) => {
  const chosen = { ...PROPERTIES, ProvisioningArtifactName: undefined };
  expect(launchesTheSame({ ...chosen, ProvisioningArtifactChoice }, chosen)).toBe(true);
  expect(launchesTheSame({ ...chosen, ProvisioningArtifactChoice: 'KEEP_ACTIVE' }, chosen)).toBe(false);
});
