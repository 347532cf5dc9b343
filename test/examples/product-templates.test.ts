import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summarizeTemplate, TemplateSummary } from '../../local-cloud/cloudformation/template/template-summary';

function product(file: string): TemplateSummary {
  return summarizeTemplate(readFileSync(join(__dirname, '../../examples/products', file), 'utf8'));
}

test('the second version of the network adds an endpoint and takes the same parameters', () => {
  const [v1, v2] = [product('network-v1.yaml'), product('network-v2.yaml')];
  const added = v2.outputs.filter(({ key }) => !v1.outputs.some((output) => output.key === key));

  expect(v2.parameters).toEqual(v1.parameters);
  expect(added).toEqual([{ key: 'S3EndpointId' }]);
});

test('the network has more outputs than one page of DescribeRecord holds', () => {
  expect(product('network-v1.yaml').outputs.length).toBeGreaterThan(20);
});

test('only the password of the database is kept from view', () => {
  const hidden = product('database.yaml').parameters.filter(({ noEcho }) => noEcho);

  expect(hidden.map(({ key }) => key)).toEqual(['Password']);
});
