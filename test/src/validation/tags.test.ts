import { Aws, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { declare, declaredIn, newStack, propertiesOf } from '../declared-product';

function numberedTags(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, 'value']));
}

test('tags of the product are rendered in the order of their keys', () => {
  expect(propertiesOf({ tags: { team: 'network', app: 'shop' } }).Tags).toEqual([
    { Key: 'app', Value: 'shop' },
    { Key: 'team', Value: 'network' },
  ]);
});

test('Tags.of adds tags to the product and removes them', () => {
  const stack = newStack();
  declare(stack, { tags: { obsolete: 'yes' } });

  Tags.of(stack).add('team', 'network');
  Tags.of(stack).remove('obsolete');

  expect(declaredIn(stack).Properties.Tags).toEqual([{ Key: 'team', Value: 'network' }]);
});

test('Tags.of can be limited to provisioned products', () => {
  const stack = newStack();
  declare(stack);

  Tags.of(stack).add('team', 'network', { includeResourceTypes: ['Custom::ServiceCatalogProvisionedProduct'] });

  expect(declaredIn(stack).Properties.Tags).toEqual([{ Key: 'team', Value: 'network' }]);
  Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Role', { Tags: [{ Key: 'team' }] }, 0);
});

test('a tag may have a value that only the deployment knows', () => {
  expect(propertiesOf({ tags: { stack: Aws.STACK_NAME } }).Tags).toEqual([
    { Key: 'stack', Value: { Ref: 'AWS::StackName' } },
  ]);
});

test('50 tags are as many as there may be', () => {
  expect(propertiesOf({ tags: numberedTags(50) }).Tags).toHaveLength(50);
});

test.each([
  ['too many tags', numberedTags(51), 'the provisioned product has 51 tags, but Service Catalog takes at most 50'],
  ['an empty value', { team: '' }, 'the value of the tag "team" is 0 characters long'],
  ['a value too long', { team: 'x'.repeat(257) }, 'the value of the tag "team" is 257 characters long'],
  ['a key too long', { ['x'.repeat(129)]: 'x' }, 'the key of a tag is 129 characters long'],
  ['a reserved key', { 'aws:cloudformation:stack-name': 'x' }, 'begins with "aws:", which is reserved'],
  ['a value of other characters', { team: 'a;b' }, 'the value of the tag "team" "a;b" must be of letters, digits'],
])('fails for %s', (_what, tags, message) => {
  expect(() => declare(newStack(), { tags })).toThrow(message);
});

test('fails at synthesis when Tags.of adds what Service Catalog refuses', () => {
  const stack = newStack();
  declare(stack, { tags: numberedTags(50) });

  Tags.of(stack).add('one', 'more');

  expect(() => Template.fromStack(stack)).toThrow('has 51 tags, but Service Catalog takes at most 50: remove some');
});
