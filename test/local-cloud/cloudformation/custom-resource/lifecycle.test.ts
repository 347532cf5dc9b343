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

describe('a Create', () => {
  test('fails: Delete comes with the id of that answer', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    lambda.script = ({ RequestType }) =>
      RequestType === 'Create' ? { fields: { ...FAILED, PhysicalResourceId: 'pp-7' } } : {};

    const outcome = await cloudFormation.createStack(app({ Product: product() }));

    expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
    expect(outcome.reason).toBe(
      `Received response status [FAILED] from custom resource. Message returned: it broke (RequestId: ${lambda.events[0]?.RequestId})`,
    );
    expect(lambda.story()).toEqual(['Create', 'Delete pp-7']);
    expect(cloudFormation.stack('app')?.events.map(({ resourceStatusReason }) => resourceStatusReason)).toContain(
      'The following resource(s) failed to create: [Product]. Rollback requested by user.',
    );
    expect(history('app')).toEqual([
      'app CREATE_IN_PROGRESS',
      'Product CREATE_IN_PROGRESS',
      'Product CREATE_FAILED',
      'app ROLLBACK_IN_PROGRESS',
      'Product DELETE_IN_PROGRESS',
      'Product DELETE_COMPLETE',
      'app ROLLBACK_COMPLETE',
    ]);
  });

  test('fails with its sibling: it is cancelled and Delete comes with the rollback, with an invented id', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    const start = clock.now();
    let deletedAt = 0;
    lambda.script = ({ RequestType }) => {
      if (RequestType === 'Create') return { after: 10 * MINUTE };
      deletedAt = clock.now() - start;
      return {};
    };

    await cloudFormation.createStack(
      app({ Product: product(), Other: sibling({ CreateTakes: 5000, CreateFails: 'no room' }) }),
    );

    expect(deletedAt).toBe(5000 + ROLLBACK_BEGINS_IN);
    expect(lambda.events.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Delete']);
    expect(lambda.events[1]?.PhysicalResourceId).toMatch(/^app-Product-[A-Z0-9]{12}$/);
    const events = cloudFormation.stack('app')?.events ?? [];
    expect(events).toContainEqual(
      expect.objectContaining({
        logicalResourceId: 'Product',
        resourceStatus: 'CREATE_FAILED',
        resourceStatusReason: 'Resource creation cancelled',
      }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({
        resourceStatus: 'ROLLBACK_IN_PROGRESS',
        resourceStatusReason:
          'The following resource(s) failed to create: [Product, Other]. Rollback requested by user.',
      }),
    );
  });

  test('fails without an answer after an hour: Delete comes with an invented id', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    const start = clock.now();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? 'nothing' : {});

    const outcome = await cloudFormation.createStack(app({ Product: product() }));

    expect(clock.now() - start).toBe(60 * MINUTE + ROLLBACK_BEGINS_IN);
    expect(outcome.reason).toContain(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${lambda.events[0]?.RequestId}].`,
    );
    expect(lambda.events[1]?.PhysicalResourceId).toMatch(/^app-Product-[A-Z0-9]{12}$/);
  });

  test('fails earlier when ServiceTimeout says so', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    const start = clock.now();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? 'nothing' : {});

    await cloudFormation.createStack(app({ Product: product({ ServiceTimeout: 30 }) }));

    expect(clock.now() - start).toBe(30_000 + ROLLBACK_BEGINS_IN);
    expect(lambda.events[0]?.ResourceProperties.ServiceTimeout).toBe('30');
  });

  test('is given up by the deletion of its stack: Delete comes with an invented id', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? { after: MINUTE } : {});
    const creation = cloudFormation.createStack(app({ Product: product() }));
    await clock.sleep(1000);

    const deletion = await cloudFormation.deleteStack('app');

    expect(deletion.stackStatus).toBe('DELETE_COMPLETE');
    expect((await creation).status).toBe('FAILED');
    expect(lambda.events[1]?.PhysicalResourceId).toMatch(/^app-Product-[A-Z0-9]{12}$/);
  });
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

describe('a Delete', () => {
  const failDelete = ({ RequestType }: { RequestType: string }) => ({
    fields: RequestType === 'Delete' ? FAILED : {},
  });

  test('fails in the clean-up of an update: the update succeeds and the product is abandoned', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    await cloudFormation.createStack(app({ Product: product(), Other: sibling() }));
    lambda.script = failDelete;

    const outcome = await cloudFormation.updateStack(app({ Other: sibling() }));

    expect(outcome).toMatchObject({ status: 'SUCCEEDED', stackStatus: 'UPDATE_COMPLETE' });
    expect(history('app').slice(-2)).toEqual(['Product DELETE_FAILED', 'app UPDATE_COMPLETE']);
    await cloudFormation.deleteStack('app');
    expect(lambda.story()).toEqual(['Create', 'Delete pp-1']);
  });

  test('fails in the clean-up of an update: what it needed is removed all the same', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    const needed = { Product: product({}, { DependsOn: 'Needed' }), Needed: sibling() };
    await cloudFormation.createStack(app({ ...needed, Other: sibling() }));
    lambda.script = failDelete;

    await cloudFormation.updateStack(app({ Other: sibling() }));

    expect(history('app')).toEqual(expect.arrayContaining(['Product DELETE_FAILED', 'Needed DELETE_COMPLETE']));
  });

  test('fails in the deletion of a stack: a person must act', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product() }));
    lambda.script = failDelete;

    const failed = await cloudFormation.deleteStack('app');

    expect(failed).toMatchObject({ status: 'FAILED', stackStatus: 'DELETE_FAILED' });
    expect(cloudFormation.stack('app')?.statusReason).toBe('The following resource(s) failed to delete: [Product]. ');
    const retained = await cloudFormation.beginDelete('app', { retainResources: ['Product'] }).ended;
    expect(retained.stackStatus).toBe('DELETE_COMPLETE');
  });

  test('fails in the rollback of a creation: ROLLBACK_FAILED', async () => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = failDelete;

    const outcome = await cloudFormation.createStack(
      app({ Product: product(), Other: sibling({ CreateFails: 'no' }, { DependsOn: 'Product' }) }),
    );

    expect(outcome.stackStatus).toBe('ROLLBACK_FAILED');
  });

  test('does not come for a product with DeletionPolicy Retain', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    await cloudFormation.createStack(app({ Product: product({}, { DeletionPolicy: 'Retain' }) }));

    const { stackId } = await cloudFormation.deleteStack('app');

    expect(lambda.story()).toEqual(['Create']);
    expect(history(stackId)).toContain('Product DELETE_SKIPPED');
  });

  test('comes on rollback for a new product with RetainExceptOnCreate, and not later', async () => {
    const policy = { DeletionPolicy: 'RetainExceptOnCreate' };
    const { cloudFormation, lambda } = startEngine();
    const failing = sibling({ CreateFails: 'no' }, { DependsOn: 'Product' });
    await cloudFormation.createStack(app({ Product: product({}, policy), Other: failing }));
    expect(lambda.story()).toEqual(['Create', 'Delete pp-1']);
    await cloudFormation.deleteStack('app');

    await cloudFormation.createStack(app({ Product: product({}, policy) }));
    await cloudFormation.deleteStack('app');

    expect(lambda.story()).toEqual(['Create', 'Delete pp-1', 'Create']);
  });

  test('of an added product comes in the clean-up of the rollback', async () => {
    const { cloudFormation, lambda, history } = startEngine();
    await cloudFormation.createStack(app({ Other: sibling() }));

    await cloudFormation.updateStack(
      app({ Product: product(), Other: sibling({ UpdateTakes: 1000, UpdateFails: 'no' }) }),
    );

    expect(lambda.story()).toEqual(['Create', 'Delete pp-1']);
    expect(history('app').slice(-4)).toEqual([
      'app UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Product DELETE_IN_PROGRESS',
      'Product DELETE_COMPLETE',
      'app UPDATE_ROLLBACK_COMPLETE',
    ]);
  });
});
