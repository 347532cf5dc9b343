import { CfnParameter, Duration, Fn, Lazy, RemovalPolicy } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { declare, declaredIn, newStack, propertiesOf } from './declared-product';
import { LaunchPath, CatalogProduct, ProductVersion, ProvisionedProductProps, StackSetPreferences } from '../../src';

function declaring(props: Partial<ProvisionedProductProps>): () => void {
  return () => declare(newStack(), props);
}

describe('names and ids', () => {
  test.each([
    [
      'a product id with other characters',
      () => CatalogProduct.fromId('prod/abc'),
      'productId "prod/abc" must be an id of 1 to 100 letters, digits, "_" and "-", such as "prod-abcdefghijklm": ' +
        'use CatalogProduct.fromName for a name',
    ],
    ['an empty product id', () => CatalogProduct.fromId(''), 'productId "" must be an id'],
    ['an empty product name', () => CatalogProduct.fromName(''), 'productName is 0 characters long'],
    [
      'a product name too long',
      () => CatalogProduct.fromName('x'.repeat(8192)),
      'productName is 8192 characters long, but Service Catalog takes 1 to 8191',
    ],
    ['a version id with other characters', () => ProductVersion.fromId('v 2'), 'provisioningArtifactId "v 2" must be'],
    ['a version name too long', () => ProductVersion.fromName('x'.repeat(8193)), 'takes 1 to 8192'],
    ['a path id too long', () => LaunchPath.fromId('x'.repeat(101)), `pathId "${'x'.repeat(100)}…" must be an id`],
    ['a path name too long', () => LaunchPath.fromName('x'.repeat(101)), 'pathName is 101 characters long'],
    ['an empty path name', () => LaunchPath.fromName(''), 'pathName is 0 characters long'],
    [
      'a provisioned product name that begins with a hyphen',
      declaring({ provisionedProductName: '-network' }),
      'provisionedProductName "-network" must be 1 to 128 letters, digits, ".", "_" and "-", the first a letter',
    ],
    [
      'a provisioned product name too long',
      declaring({ provisionedProductName: 'x'.repeat(129) }),
      'must be 1 to 128 letters',
    ],
  ])('fails for %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });

  test('may be as long as Service Catalog allows', () => {
    const props = {
      product: CatalogProduct.fromName('x'.repeat(8191)),
      version: ProductVersion.fromName('x'.repeat(8192)),
      launchPath: LaunchPath.fromId('x'.repeat(100)),
      provisionedProductName: 'x'.repeat(128),
    };

    expect(propertiesOf(props)).toMatchObject({ PathId: 'x'.repeat(100), ProvisionedProductName: 'x'.repeat(128) });
  });
});

describe('what is no string', () => {
  const missing = undefined as unknown as string;
  const number = 50 as unknown as string;
  const list = ['a', 'b'] as unknown as string;
  const native = [{ key: 'Cidr', value: '10.0.0.0/16' }] as unknown as { [key: string]: string };
  const text = 'Cidr' as unknown as string[];

  test.each([
    ['a product id', () => CatalogProduct.fromId(missing), 'productId is undefined, but must be a string: pass'],
    ['a product name', () => CatalogProduct.fromName(missing), 'productName is undefined, but must be'],
    ['a version id', () => ProductVersion.fromId(missing), 'provisioningArtifactId is undefined, but must be'],
    ['a version name', () => ProductVersion.fromName(missing), 'provisioningArtifactName is undefined, but must be'],
    ['a path id', () => LaunchPath.fromId(missing), 'pathId is undefined, but must be'],
    ['a path name', () => LaunchPath.fromName(missing), 'pathName is undefined, but must be'],
    ['a value', declaring({ parameters: { Cidr: missing } }), 'parameters.Cidr is undefined, but must be a string'],
    [
      'a number',
      declaring({ parameters: { Storage: number } }),
      'parameters.Storage is of type number, but must be a string: write it as String(value)',
    ],
    [
      'true',
      declaring({ tags: { live: true as unknown as string } }),
      '"live" is of type boolean, but must be a string',
    ],
    [
      'a list',
      declaring({ parameters: { Subnets: list } }),
      "parameters.Subnets is a list, but must be a string: join the list with commas, as in list.join(',')",
    ],
    [
      'a list that only the deployment knows',
      declaring({ parameters: { Azs: Fn.getAzs() as unknown as string } }),
      "parameters.Azs is a list, but must be a string: join the list with commas, as in list.join(','), or Fn.join",
    ],
    [
      'an object',
      declaring({ parameters: { Config: {} as unknown as string } }),
      'parameters.Config is of type object, but must be a string: pass an attribute of the object, or JSON.stringify',
    ],
    [
      'parameters as the native resource has them',
      declaring({ parameters: native }),
      "parameters is a list, but must be a map from key to value: write parameters: { Cidr: '10.0.0.0/16' }",
    ],
    ['tags as a list', declaring({ tags: native }), "write tags: { team: 'network' }"],
    [
      'secrets as a list',
      declaring({ secretParameters: native as never }),
      'secretParameters is a list, but must be a',
    ],
    ['one key', declaring({ usePreviousValues: text }), 'usePreviousValues is of type string, but must be a list'],
    [
      'one account',
      declaring({ stackSetPreferences: { accounts: text } }),
      'accounts is of type string, but must be a',
    ],
    ['a key', declaring({ usePreviousValues: [missing] }), 'a parameter in usePreviousValues is undefined, but must'],
    ['a tag', declaring({ tags: { team: missing } }), 'the value of the tag "team" is undefined, but must be'],
    ['an account', declaring({ stackSetPreferences: { accounts: [missing] } }), 'accounts is undefined, but must be'],
  ])('fails as %s', (_what, make, message) => {
    expect(make).toThrow(message);
  });
});

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

describe('the timeout', () => {
  test.each([
    ['under a minute', Duration.seconds(59), 'timeout of 59 seconds must be from 60 to 3420 seconds'],
    [
      'of the hour after which CloudFormation takes no answer',
      Duration.hours(1),
      'timeout of 3600 seconds must be from 60 to 3420 seconds, because CloudFormation takes no answer after an hour',
    ],
  ])('fails when it is %s', (_what, timeout, message) => {
    expect(declaring({ timeout })).toThrow(message);
  });

  test.each([60, 3420])('may be %d seconds', (seconds) => {
    expect(propertiesOf({ timeout: Duration.seconds(seconds) }).TimeoutSeconds).toBe(String(seconds));
  });

  test('may be known to the deployment only', () => {
    const stack = newStack();
    const seconds = new CfnParameter(stack, 'Timeout', { type: 'Number' }).valueAsNumber;

    declare(stack, { timeout: Duration.seconds(seconds) });

    expect(declaredIn(stack).Properties.TimeoutSeconds).toEqual({ Ref: 'Timeout' });
  });
});

describe('notification topics', () => {
  test('fails for more than five', () => {
    const stack = newStack();
    const notificationTopics = [1, 2, 3, 4, 5, 6].map((n) => new sns.Topic(stack, `Topic${n}`));

    expect(() => declare(stack, { notificationTopics })).toThrow(
      'notificationTopics has 6 topics, but Service Catalog takes at most 5: remove some',
    );
  });

  test('fails for one that is there twice', () => {
    const stack = newStack();
    const arn = 'arn:aws:sns:eu-west-1:111111111111:deploys';
    const imported = ['One', 'Two'].map((id) => sns.Topic.fromTopicArn(stack, id, arn));
    const own = new sns.Topic(stack, 'Own');

    expect(() => declare(stack, { notificationTopics: imported })).toThrow(
      `notificationTopics has the topic "${arn}" twice: remove one of them`,
    );
    expect(() => declare(stack, { notificationTopics: [own, own] }, 'Another')).toThrow(
      'notificationTopics has the topic "Stack/Own" twice: remove one of them',
    );
  });

  test('may be several of which only the deployment knows whether they differ', () => {
    const stack = newStack();
    const topics = ['One', 'Two'].map((id) => {
      const arn = new CfnParameter(stack, id).valueAsString;
      return sns.Topic.fromTopicArn(stack, `Topic${id}`, arn);
    });

    expect(() => declare(stack, { notificationTopics: topics })).not.toThrow();
  });
});

describe('removal', () => {
  test('fails for the removal policy SNAPSHOT', () => {
    expect(declaring({ removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow(
      'removalPolicy SNAPSHOT is not possible, because Service Catalog takes no snapshots',
    );
  });

  test('fails when resources are to be kept of a product that is never terminated', () => {
    expect(declaring({ removalPolicy: RemovalPolicy.RETAIN, retainPhysicalResources: true })).toThrow(
      'retainPhysicalResources contradicts removalPolicy RETAIN',
    );
  });
});

describe('stack set preferences', () => {
  test.each<[string, StackSetPreferences, string]>([
    ['an account that is no account id', { accounts: ['1234'] }, 'stackSetPreferences.accounts "1234" must be'],
    ['a Region that is none', { regions: ['europe'] }, 'stackSetPreferences.regions "europe" must be the code of'],
    ['a Region without a number', { regions: ['us-east'] }, 'stackSetPreferences.regions "us-east" must be'],
    ['a Region in capitals', { regions: ['US-EAST-1'] }, 'stackSetPreferences.regions "US-EAST-1" must be'],
    ['a Region with underscores', { regions: ['us_east_1'] }, 'stackSetPreferences.regions "us_east_1" must be'],
    [
      'no accounts',
      { accounts: [] },
      'stackSetPreferences.accounts is an empty list, which Service Catalog takes for all',
    ],
    ['no Regions', { regions: [] }, 'stackSetPreferences.regions is an empty list'],
    [
      'two tolerances',
      { failureToleranceCount: 0, failureTolerancePercentage: 0 },
      'stackSetPreferences has failureToleranceCount (0) and failureTolerancePercentage (0), but',
    ],
    [
      'two concurrencies',
      { maxConcurrencyCount: 1, maxConcurrencyPercentage: 10 },
      'stackSetPreferences has maxConcurrencyCount (1) and maxConcurrencyPercentage (10)',
    ],
    [
      'a negative tolerance',
      { failureToleranceCount: -1 },
      'failureToleranceCount -1 must be a whole number of 0 or more',
    ],
    ['a tolerance over 100 %', { failureTolerancePercentage: 101 }, 'must be a whole number from 0 to 100'],
    ['a concurrency of 0', { maxConcurrencyCount: 0 }, 'maxConcurrencyCount 0 must be a whole number of 1 or more'],
    ['a concurrency of 0 %', { maxConcurrencyPercentage: 0 }, 'must be a whole number from 1 to 100'],
    ['a fraction', { failureToleranceCount: 1.5 }, 'failureToleranceCount 1.5 must be a whole number'],
    [
      'more concurrency than the tolerance allows',
      { maxConcurrencyCount: 5, failureToleranceCount: 3 },
      'maxConcurrencyCount 5 must be at most failureToleranceCount + 1, which is 4',
    ],
    ['concurrency without tolerance', { maxConcurrencyCount: 2 }, 'failureToleranceCount + 1, which is 1'],
  ])('fail for %s', (_what, stackSetPreferences, message) => {
    expect(declaring({ stackSetPreferences })).toThrow(message);
  });

  test('may name Regions of every partition', () => {
    const regions = ['us-east-1', 'us-gov-west-1', 'cn-northwest-1', 'us-iso-east-1', 'eusc-de-east-1'];

    expect(declaring({ stackSetPreferences: { regions } })).not.toThrow();
  });

  test('may have values that only the deployment knows', () => {
    const stack = newStack();
    const accounts = new CfnParameter(stack, 'Accounts', { type: 'CommaDelimitedList' }).valueAsList;
    const regions = [new CfnParameter(stack, 'Region').valueAsString];
    const maxConcurrencyCount = new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber;

    expect(() => declare(stack, { stackSetPreferences: { accounts, regions, maxConcurrencyCount } })).not.toThrow();
  });
});
