import { app, sibling, startEngine } from '../engine';

const exporting = (size: number, name: string) =>
  app(
    { A: sibling({ Size: size }) },
    { Outputs: { Size: { Value: { 'Fn::GetAtt': ['A', 'Size'] }, Export: { Name: name } } } },
  );
const consumer = {
  ...app({ B: sibling({ Size: { 'Fn::ImportValue': 'shared' } }) }),
  stackName: 'consumer',
};

test('an export reaches the stack that imports it', async () => {
  const { cloudFormation } = startEngine();
  const { stackId } = await cloudFormation.createStack(exporting(1, 'shared'));

  await cloudFormation.createStack(consumer);

  expect(cloudFormation.exports()).toEqual([{ name: 'shared', value: '1', exportingStackId: stackId }]);
  expect(cloudFormation.stack('consumer')?.resources.get('B')?.deployed?.properties.Size).toBe('1');
});

test('fails to import what nobody exports', async () => {
  const { cloudFormation } = startEngine();

  expect((await cloudFormation.createStack(consumer)).reason).toBe('No export named shared found.');
});

test('fails to export a name twice', async () => {
  const { cloudFormation } = startEngine();
  await cloudFormation.createStack(exporting(1, 'shared'));

  const outcome = await cloudFormation.createStack({ ...exporting(1, 'shared'), stackName: 'second' });

  expect(outcome.reason).toBe('Export with name shared is already exported by stack app.');
});

test('fails to change or remove an export that is in use', async () => {
  const { cloudFormation } = startEngine();
  await cloudFormation.createStack(exporting(1, 'shared'));
  await cloudFormation.createStack(consumer);

  expect(await cloudFormation.updateStack(exporting(2, 'shared'))).toMatchObject({
    stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    reason: 'Cannot update export shared as it is in use by consumer.',
  });
  expect((await cloudFormation.updateStack(exporting(1, 'other'))).reason).toBe(
    'Cannot delete export shared as it is in use by consumer.',
  );
  expect((await cloudFormation.deleteStack('app')).stackStatus).toBe('DELETE_FAILED');

  await cloudFormation.deleteStack('consumer');
  expect((await cloudFormation.deleteStack('app')).stackStatus).toBe('DELETE_COMPLETE');
});

describe('Fn::GetStackOutput', () => {
  const user = (reference: object) => ({
    ...app({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetStackOutput': reference } } } }),
    stackName: 'user',
  });
  const producer = app({ Topic: { Type: 'AWS::SNS::Topic' } }, { Outputs: { Name: { Value: 'news' } } });

  test('gives an output that is not exported, and holds nothing', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(producer);

    const { stackStatus } = await cloudFormation.createStack(user({ StackName: 'app', OutputName: 'Name' }));

    expect(stackStatus).toBe('CREATE_COMPLETE');
    expect(cloudFormation.stack('user')?.resources.get('Queue')?.physicalId).toBe('news');
    expect(await cloudFormation.deleteStack('app')).toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each([
    [{ StackName: 'gone', OutputName: 'Name' }, 'Stack gone does not exist'],
    [{ StackName: 'app', OutputName: 'Other' }, 'Stack app has no output Other'],
    [{ StackName: 'app', OutputName: 'Name', Region: 'eu-west-1' }, 'the local cloud has one Region, us-east-1'],
  ])('fails for %j', async (reference, words) => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(producer);

    expect((await cloudFormation.createStack(user(reference))).reason).toContain(words);
  });
});
