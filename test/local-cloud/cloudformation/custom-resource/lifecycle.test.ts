import { DEFAULT_CLOUDFORMATION_BEHAVIOURS } from '../../../../local-cloud/cloudformation/behaviours';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const { rollbackBeginsIn: ROLLBACK_BEGINS_IN } = DEFAULT_CLOUDFORMATION_BEHAVIOURS;
const MINUTE = 60_000;

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
