import { checkParameters, PreviousValues, renderParameters } from '../../../lambda/catalog/parameters';
import { parseDeclaration } from '../../../lambda/request/declaration';
import type { ResourceProperties } from '../../../src/private/resource-properties';

const TARGET = { productId: 'prod-1', versionId: 'pa-1', pathId: 'lpv3-1', description: 'product Network, version v1' };
const DESCRIBED = {
  ProvisioningArtifactParameters: [
    { ParameterKey: 'Cidr', ParameterType: 'String', ParameterConstraints: { AllowedPattern: '[0-9./]+' } },
    { ParameterKey: 'Size', DefaultValue: 'small', ParameterConstraints: { AllowedValues: ['small', 'large'] } },
    { ParameterKey: 'Storage', ParameterType: 'Number', DefaultValue: '20', ParameterConstraints: { MinValue: '20' } },
    { ParameterKey: 'Password', IsNoEcho: true, ParameterConstraints: { MinLength: '8' } },
  ],
  ProvisioningArtifactOutputKeys: [{ Key: 'VpcId' }],
};

function declare(properties: Partial<ResourceProperties>) {
  return parseDeclaration({
    ServiceToken: 'function',
    ProductId: 'prod-1',
    ProvisioningArtifactId: 'pa-1',
    ...properties,
  });
}

function check(
  properties: Partial<ResourceProperties>,
  secrets: Record<string, string> = {},
  previous: PreviousValues = 'none',
) {
  return () => checkParameters(DESCRIBED, declare(properties), secrets, TARGET, previous);
}

test('all problems are reported in one error, with the nearest known name of a misspelt key', () => {
  const declared = { ProvisioningParameters: { Cdir: '10.0.0.0/16', Size: 'huge', Storage: '5' } };
  expect(check(declared)).toThrow(
    /Cdir does not exist.*did you mean Cidr\?.*Cidr is required.*Size is "huge".*small, large.*below the minimum of 20/s,
  );
});

test('fails without showing the value of a NoEcho parameter or of a secret', () => {
  const cidr = { ProvisioningParameters: { Cidr: '10.0.0.0/16', Password: 'hunter2' } };
  expect(check(cidr)).toThrow(/Password, not shown here, violates the constraints of this version/);
  expect(check(cidr)).not.toThrow(/hunter2/);
  const secret = { SecretParameters: { Cidr: { SecretId: 's' } } };
  expect(check(secret, { Cidr: 'hunter2' })).toThrow(/parameter Cidr, not shown here, violates/);
});

test('the empty string is a value', () => {
  expect(check({ ProvisioningParameters: { Cidr: '' } })).toThrow(/Cidr is "", which does not match/);
});

test('fails when an output that the app uses does not exist', () => {
  const declared = { ProvisioningParameters: { Cidr: '10.0.0.0/16' }, OutputKeys: ['VpcID2'] };
  expect(check(declared)).toThrow(/output VpcID2 does not exist in this version \(did you mean VpcId\?\)/);
});

test('fails when a parameter uses the previous value on a first launch', () => {
  const declared = { PreviousParameters: ['Cidr'] };
  expect(check(declared)).toThrow(/Cidr has no previous value on a first launch/);
  expect(check(declared, {}, 'kept')).not.toThrow();
});

test('fails when a product is launched again and its previous value is lost', () => {
  const declared = { ProvisioningParameters: { Cidr: '10.0.0.0/16' }, PreviousParameters: ['Size'] };
  expect(check(declared)).not.toThrow();
  expect(check(declared, {}, 'lost')).toThrow(/Size has lost its previous value with the product: declare a value/);
});

test('a parameter that is not declared is passed with its default, unless that is masked', () => {
  const declared = declare({ ProvisioningParameters: { Cidr: '10.0.0.0/16' } });
  expect(renderParameters(DESCRIBED, declared, {}, 'kept')).toEqual([
    { Key: 'Size', Value: 'small' },
    { Key: 'Storage', Value: '20' },
    { Key: 'Cidr', Value: '10.0.0.0/16' },
  ]);
});

test('UsePreviousValue is passed without a value', () => {
  const declared = declare({ ProvisioningParameters: { Cidr: '' }, PreviousParameters: ['Size', 'Storage'] });
  expect(renderParameters(DESCRIBED, declared, {}, 'kept')).toEqual([
    { Key: 'Cidr', Value: '' },
    { Key: 'Size', UsePreviousValue: true },
    { Key: 'Storage', UsePreviousValue: true },
  ]);
});

test.each(['constructor', '__proto__', 'toString'])('a parameter may be called %s', (key) => {
  const described = {
    ProvisioningArtifactParameters: [{ ParameterKey: key, ParameterConstraints: { MinLength: '3' } }],
  };
  const own = <T>(value: T) => JSON.parse(`{"${key}": ${JSON.stringify(value)}}`) as Record<string, T>;
  const checkOdd = (properties: Partial<ResourceProperties>, secrets: Record<string, string> = {}) =>
    checkParameters(described, declare(properties), secrets, TARGET, 'none');

  expect(() => checkOdd({})).toThrow(`parameter ${key} is required`);
  expect(() => checkOdd({ ProvisioningParameters: own('x') })).toThrow(`${key} is "x", which is shorter than 3`);
  expect(() => checkOdd({ SecretParameters: own({ SecretId: 's' }) }, own('x'))).toThrow(
    `parameter ${key}, not shown here,`,
  );
  const declared = declare({ ProvisioningParameters: own('long') });
  expect(renderParameters(described, declared, {}, 'none')).toEqual([{ Key: key, Value: 'long' }]);
  expect(renderParameters(described, declare({ PreviousParameters: [key] }), {}, 'kept')).toEqual([
    { Key: key, UsePreviousValue: true },
  ]);
});
