import { DEFAULT_CLOUDFORMATION_BEHAVIOURS } from '../../../../local-cloud/cloudformation/behaviours';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const { rollbackBeginsIn: ROLLBACK_BEGINS_IN } = DEFAULT_CLOUDFORMATION_BEHAVIOURS;
const MINUTE = 60_000;

describe('an update that replaces the product', () => {
  test('deletes the old product after the update of the stack has succeeded', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Name: 'a' }) }));
    lambda.script = ({ RequestType }) => (RequestType === 'Update' ? { fields: { PhysicalResourceId: 'pp-2' } } : {});

    const outcome = await cloudFormation.updateStack(app({ Product: product({ Name: 'b' }) }));

    expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Delete pp-1']);
    expect(lambda.events[2]?.ResourceProperties.Name).toBe('a');
    expect(history('app').slice(-5)).toEqual([
      'Product UPDATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Product DELETE_IN_PROGRESS',
      'Product DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
  });

  test('is updated back and the new product deleted when the stack rolls back', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Name: 'a' }), Other: sibling() }));
    lambda.script = ({ ResourceProperties }) => ({
      fields: { PhysicalResourceId: ResourceProperties.Name === 'b' ? 'pp-2' : 'pp-1' },
    });

    const outcome = await cloudFormation.updateStack(
      app({ Product: product({ Name: 'b' }), Other: sibling({ UpdateTakes: 1000, UpdateFails: 'no' }) }),
    );

    expect(outcome).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', reason: 'no' });
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-2', 'Delete pp-2']);
    expect(cloudFormation.stack('app')?.resources.get('Product')?.physicalId).toBe('pp-1');
  });

  test('is deleted with its replacement when the stack is deleted instead of rolled back further', async () => {
    const { cloudFormation, lambda } = startEngine();
    const request = (name: string) => app({ Product: product({ Name: name }), Other: product({ Size: name }) });
    await cloudFormation.createStack(request('a'));
    lambda.script = ({ LogicalResourceId, RequestType, ResourceProperties }) => ({
      after: LogicalResourceId === 'Other' ? 1000 : 0,
      fields:
        LogicalResourceId === 'Other' && RequestType === 'Update'
          ? FAILED
          : { PhysicalResourceId: ResourceProperties.Name === 'b' ? 'pp-2' : 'pp-1' },
    });
    expect(await cloudFormation.updateStack(request('b'))).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });

    expect(await cloudFormation.deleteStack('app')).toMatchObject({ stackStatus: 'DELETE_COMPLETE' });
    const deleted = lambda.events.filter(({ RequestType }) => RequestType === 'Delete');
    expect(
      deleted.map(({ LogicalResourceId, PhysicalResourceId }) => `${LogicalResourceId} ${PhysicalResourceId}`).sort(),
    ).toEqual(['Other pp-1', 'Product pp-1', 'Product pp-2']);
  });

  test('leaks the replacement when it is answered as a failure with the old id', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Name: 'a' }) }));
    lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Name === 'b' ? FAILED : {} });

    await cloudFormation.updateStack(app({ Product: product({ Name: 'b' }) }));

    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1']);
  });
});

test('two replacements without a rollback between them delete both old products in the end', async () => {
  const { cloudFormation, lambda } = startEngine();
  lambda.script = ({ ResourceProperties }) => ({ fields: { PhysicalResourceId: `pp-${ResourceProperties.Name}` } });
  const request = (name: string, other: object) =>
    app({ Product: product({ Name: name }), Other: sibling(other, { DependsOn: 'Product' }) });
  await cloudFormation.createStack(request('a', {}));
  await cloudFormation.updateStack({ ...request('b', { UpdateFails: 'no' }), disableRollback: true });

  const outcome = await cloudFormation.updateStack(request('c', {}));

  expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
  expect(lambda.story()).toEqual(['Create', 'Update pp-a', 'Update pp-b', 'Delete pp-b', 'Delete pp-a']);
});

describe('an Update', () => {
  test('fails: the same Update comes with old and new swapped and a new RequestId', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Size === '2' ? FAILED : {} });

    const outcome = await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const [, update, back] = lambda.events;
    expect(update).toMatchObject({ ResourceProperties: { Size: '2' }, OldResourceProperties: { Size: '1' } });
    expect(back).toMatchObject({
      RequestType: 'Update',
      PhysicalResourceId: 'pp-1',
      ResourceProperties: { Size: '1' },
      OldResourceProperties: { Size: '2' },
    });
    expect(back?.RequestId).not.toBe(update?.RequestId);
  });

  test('fails with another id: the swapped Update comes with the id of that answer', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => ({
      fields:
        ResourceProperties.Size === '2' ? { ...FAILED, PhysicalResourceId: 'pp-2' } : { PhysicalResourceId: 'pp-1' },
    });

    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-2', 'Delete pp-2']);
  });

  test('fails without an answer: the swapped Update comes with the old id', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => (ResourceProperties.Size === '2' ? 'nothing' : {});

    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1']);
  });

  test('is cancelled by the user: the swapped Update comes with the rollback', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => ({ after: ResourceProperties.Size === '2' ? 10 * MINUTE : 0 });
    const begin = clock.now();
    const { ended } = cloudFormation.beginUpdate(app({ Product: product({ Size: 2 }) }));
    await clock.sleep(7000);

    cloudFormation.cancelUpdateStack('app');

    expect((await ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(clock.now() - begin).toBe(7000 + ROLLBACK_BEGINS_IN);
    expect(lambda.events[2]).toMatchObject({ PhysicalResourceId: 'pp-1', ResourceProperties: { Size: '1' } });
    expect(cloudFormation.stack('app')?.events).toContainEqual(
      expect.objectContaining({
        resourceStatus: 'UPDATE_FAILED',
        resourceStatusReason: 'Resource update cancelled',
      }),
    );
  });

  test('that fails at once can be swapped within the same second', async () => {
    const { cloudFormation, lambda, clock } = startEngine({ behaviours: { rollbackBeginsIn: 0 } });
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Size === '2' ? FAILED : {} });
    const start = clock.now();

    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    const [, update, back] = lambda.events.map(({ ResponseURL }) => new URL(ResponseURL).searchParams);
    expect(clock.now()).toBe(start);
    expect(back?.get('X-Amz-Date')).toBe(update?.get('X-Amz-Date'));
  });

  test('whose rollback fails as well is sent again by continue-update-rollback', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = () => ({ fields: FAILED });
    const outcome = await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));
    expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    lambda.script = () => ({});

    const continued = await cloudFormation.continueUpdateRollback('app').ended;

    expect(continued).toMatchObject({ status: 'SUCCEEDED', stackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1', 'Update pp-1']);
    expect(lambda.events[3]?.ResourceProperties.Size).toBe('1');
  });

  test('whose rollback fails can be skipped', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = () => ({ fields: FAILED });
    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    const continued = await cloudFormation.continueUpdateRollback('app', { resourcesToSkip: ['Product'] }).ended;

    expect(continued.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.events).toHaveLength(3);
  });

  test('fails at once when the service token changes', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product() }));
    const other = 'arn:aws:lambda:us-east-1:111111111111:function:other';

    const outcome = await cloudFormation.updateStack(app({ Product: product({ ServiceToken: other }) }));

    expect(outcome).toMatchObject({
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      reason: 'Modifying service token is not allowed.',
    });
    expect(lambda.story()).toEqual(['Create']);
  });

  test('does not come when no property has changed', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product() }));

    await cloudFormation.updateStack(app({ Product: product(), Other: sibling() }));

    expect(lambda.story()).toEqual(['Create']);
  });
});
