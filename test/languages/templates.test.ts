import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertSameTemplates } from '../../languages/templates';

const directories: string[] = [];

/** A cloud assembly with these templates, by the names of their stacks. */
function assembly(templates: Record<string, object>): string {
  const directory = mkdtempSync(join(tmpdir(), 'templates-'));
  directories.push(directory);
  for (const [name, template] of Object.entries(templates)) {
    writeFileSync(join(directory, `${name}.template.json`), JSON.stringify(template));
  }
  return directory;
}

afterAll(() => directories.forEach((directory) => rmSync(directory, { recursive: true })));

const topic = (properties: object) => ({ Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: properties } } });

test('the order of keys makes no difference', () => {
  const expected = assembly({ Shop: topic({ TopicName: 'shop', Tags: ['a'] }) });
  const actual = assembly({ Shop: topic({ Tags: ['a'], TopicName: 'shop' }) });
  expect(() => assertSameTemplates(expected, actual)).not.toThrow();
});

test.each([
  ['another value', { TopicName: 'other' }, 'TopicName: expected "shop", and found "other"'],
  ['a number for a string', { TopicName: 1 }, 'TopicName: expected "shop", and found 1'],
  ['a missing property', {}, 'TopicName: expected "shop", and found undefined'],
  ['one property too many', { TopicName: 'shop', Tags: [] }, 'Tags: expected undefined, and found []'],
])('fails with the place of %s', (_, properties, difference) => {
  const expected = assembly({ Shop: topic({ TopicName: 'shop' }) });
  const actual = assembly({ Shop: topic(properties) });
  expect(() => assertSameTemplates(expected, actual)).toThrow(
    `Shop.template.json/Resources/Topic/Properties/${difference}`,
  );
});

test('fails when a template is missing, and when there is none', () => {
  const both = assembly({ Shop: {}, ShopCatalog: {} });
  const one = assembly({ Shop: {} });
  expect(() => assertSameTemplates(both, one)).toThrow('and found Shop.template.json');
  expect(() => assertSameTemplates(assembly({}), one)).toThrow('there is no template in');
});
