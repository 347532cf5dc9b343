import { CfnParameter, Lazy } from 'aws-cdk-lib';
import { declare, declaredIn, declaring, newStack, propertiesOf } from '../declared-product';

describe('parameters', () => {
  test.each([
    [
      'a value too long, without showing it',
      { parameters: { UserData: 'x'.repeat(4097) } },
      'parameters.UserData is 4097 characters long, but Service Catalog takes 0 to 4096: shorten it',
    ],
    ['an empty key', { parameters: { '': 'x' } }, 'the key of a parameter in parameters is 0 characters long'],
    ['a key too long', { usePreviousValues: ['x'.repeat(1001)] }, 'takes 1 to 1000'],
    [
      'a parameter with a value that also keeps its previous one',
      { parameters: { Ami: 'ami-1' }, usePreviousValues: ['Ami'] },
      'the parameter "Ami" is in parameters and in usePreviousValues: remove it from one of them',
    ],
    [
      'a key twice',
      { usePreviousValues: ['Ami', 'Ami'] },
      'usePreviousValues has the parameter "Ami" twice: remove one of them',
    ],
  ])('fails for %s', (_what, props, message) => {
    expect(declaring(props)).toThrow(message);
  });

  test('may have a value of any length when only the deployment knows it', () => {
    const long = Lazy.string({ produce: () => 'x'.repeat(5000) });

    expect(propertiesOf({ parameters: { UserData: long } }).ProvisioningParameters).toEqual({
      UserData: 'x'.repeat(5000),
    });
  });
});

test.each(['constructor', 'toString', 'hasOwnProperty'])('a parameter may be called %s', (key) => {
  expect(propertiesOf({ parameters: { [key]: 'x' } }).ProvisioningParameters).toEqual({ [key]: 'x' });
  expect(propertiesOf({ usePreviousValues: [key] }).PreviousParameters).toEqual([key]);
});

test('fails for a parameter that the CDK would leave out', () => {
  expect(declaring({ parameters: { ['__proto__']: 'x' } })).toThrow(
    'parameters has the parameter "__proto__", which the CDK leaves out of every template',
  );
});

describe('the size of all that is declared', () => {
  const sized = (count: number) => {
    const keys = Array.from({ length: count }, (_, index) => [`P${index}`, 'a'.repeat(4096)]);
    return propertiesOf.bind(undefined, { parameters: Object.fromEntries(keys) as Record<string, string> });
  };

  test('fails where it is more than an operation can carry', () => {
    expect(sized(49)).toThrow(/have 20\d{4} bytes, but an operation can carry at most 200000: put large values where/);
  });

  test('takes forty parameters of 4096 characters', () => {
    expect(sized(40)).not.toThrow();
  });

  test('takes values that are not known yet for nothing', () => {
    const stack = newStack();
    const value = new CfnParameter(stack, 'Large').valueAsString;
    const parameters = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`P${index}`, value]));
    declare(stack, { parameters });
    expect(() => declaredIn(stack)).not.toThrow();
  });
});
