import { app, sibling, startEngine } from '../engine';

const child = (size: object) =>
  JSON.stringify({
    Parameters: { Size: { Type: 'String' } },
    Resources: { A: sibling({ Size: { Ref: 'Size' }, ...size }) },
    Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] } } },
  });
const parent = (properties: object) =>
  app(
    {
      Child: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: 'https://b.s3.amazonaws.com/child', ...properties },
      },
    },
    { Outputs: { Size: { Value: { 'Fn::GetAtt': ['Child', 'Outputs.Size'] } } } },
  );

test('a nested stack takes parameters and gives its outputs', async () => {
  const { cloudFormation } = startEngine({ templateByUrl: () => child({}) });

  const created = await cloudFormation.createStack(parent({ Parameters: { Size: 1 } }));
  expect(created.outputs).toMatchObject([{ key: 'Size', value: '1' }]);
  const updated = await cloudFormation.updateStack(parent({ Parameters: { Size: 2 } }));
  expect(updated.outputs).toMatchObject([{ key: 'Size', value: '2' }]);
  await cloudFormation.deleteStack('app');

  expect(cloudFormation.stacks().map(({ status }) => status)).toEqual(['DELETE_COMPLETE', 'DELETE_COMPLETE']);
});

test('fails with its parent, and both are rolled back and removed', async () => {
  const { cloudFormation } = startEngine({ templateByUrl: () => child({ CreateFails: 'no room' }) });

  const outcome = await cloudFormation.createStack(parent({ Parameters: { Size: 1 } }));

  expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(outcome.reason).toMatch(/^Embedded stack arn:.* was not successful: no room$/);
  expect(cloudFormation.stacks().map(({ status }) => status)).toEqual(['ROLLBACK_COMPLETE', 'DELETE_COMPLETE']);
});

test('fails when its template is not there', async () => {
  const { cloudFormation } = startEngine();

  expect((await cloudFormation.createStack(parent({}))).reason).toContain('The specified key does not exist');
});
