import { CloudFormation } from '../../../../local-cloud/cloudformation/cloudformation';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const ofProduct = (cloudFormation: CloudFormation) =>
  (cloudFormation.stack('app')?.events ?? []).filter(({ logicalResourceId }) => logicalResourceId === 'Product');

/** `<status> <size>` of each event of the product, of its deletion none. */
const sizes = (cloudFormation: CloudFormation) =>
  ofProduct(cloudFormation).map(({ resourceStatus, resourceProperties = '{}' }) => {
    const { Size } = JSON.parse(resourceProperties) as { Size?: number };
    return `${resourceStatus} ${Size}`;
  });

test('events of an update and of its reversion tell the properties that the resource goes to', async () => {
  const { cloudFormation, lambda } = startEngine();
  const request = (size: number, fails?: string) =>
    app({ Product: product({ Size: size }), Other: sibling({ UpdateFails: fails }, { DependsOn: 'Product' }) });
  await cloudFormation.createStack(request(1));
  lambda.script = ({ ResourceProperties }) => ({
    fields: { PhysicalResourceId: `pp-${String(ResourceProperties.Size)}` },
  });
  await cloudFormation.updateStack(request(2, 'no'));

  expect(sizes(cloudFormation)).toEqual([
    'CREATE_IN_PROGRESS 1',
    'CREATE_IN_PROGRESS 1',
    'CREATE_COMPLETE 1',
    'UPDATE_IN_PROGRESS 2',
    'UPDATE_IN_PROGRESS 2',
    'UPDATE_COMPLETE 2',
    'UPDATE_IN_PROGRESS 1',
    'UPDATE_COMPLETE 1',
    'DELETE_IN_PROGRESS undefined',
    'DELETE_COMPLETE undefined',
  ]);
});

test('events of a failure tell them too, on the way there and on the way back', async () => {
  const { cloudFormation, lambda } = startEngine();
  await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
  lambda.script = () => ({ fields: FAILED });
  await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

  expect(sizes(cloudFormation).slice(3)).toEqual([
    'UPDATE_IN_PROGRESS 2',
    'UPDATE_FAILED 2',
    'UPDATE_IN_PROGRESS 1',
    'UPDATE_FAILED 1',
  ]);
});

test('events of a resource of which only the metadata change tell its properties', async () => {
  const { cloudFormation } = startEngine();
  await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
  await cloudFormation.updateStack(app({ Product: product({ Size: 1 }, { Metadata: { Note: 'x' } }) }));

  expect(sizes(cloudFormation).slice(3)).toEqual(['UPDATE_IN_PROGRESS 1', 'UPDATE_COMPLETE 1']);
});

test('values that ask for NoEcho are masked in all of them', async () => {
  const { cloudFormation, lambda } = startEngine();
  const request = (password: string, size: number) => ({
    ...app(
      { Product: product({ Size: size, Password: { Ref: 'Password' }, Url: { 'Fn::Sub': 'x://${Password}@y' } }) },
      { Parameters: { Password: { Type: 'String', NoEcho: true } } },
    ),
    parameters: { Password: password },
  });
  await cloudFormation.createStack(request('first', 1));
  lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Size === '2' ? FAILED : {} });
  await cloudFormation.updateStack(request('second', 2));

  expect(lambda.events.map(({ ResourceProperties }) => ResourceProperties.Password)).toEqual([
    'first',
    'second',
    'first',
  ]);
  const told = ofProduct(cloudFormation).map(({ resourceProperties = '' }) => resourceProperties);
  for (const properties of told) expect(properties).toContain('"Password":"****","Url":"x://****@y"');
});
