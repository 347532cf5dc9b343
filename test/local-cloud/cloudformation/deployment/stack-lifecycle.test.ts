import { app, sibling, startEngine } from '../engine';

/** A scripted resource that lives on after its creation. */
const chain = {
  C: sibling({ CreateTakes: 1000, Needs: { Ref: 'B' } }),
  A: sibling({ CreateTakes: 3000 }),
  B: sibling({ CreateTakes: 3000 }, { DependsOn: 'A' }),
  D: sibling({ CreateTakes: 4000 }),
};

describe('the creation of a stack', () => {
  test('makes resources in the order of their dependencies, and side by side where it can', async () => {
    const { clock, cloudFormation, history } = startEngine();
    const start = clock.now();

    const outcome = await cloudFormation.createStack(app(chain));

    expect(outcome).toMatchObject({ status: 'SUCCEEDED', stackStatus: 'CREATE_COMPLETE' });
    expect(clock.now() - start).toBe(7000);
    expect(history('app').filter((line) => line.endsWith('COMPLETE'))).toEqual([
      'A CREATE_COMPLETE',
      'D CREATE_COMPLETE',
      'B CREATE_COMPLETE',
      'C CREATE_COMPLETE',
      'app CREATE_COMPLETE',
    ]);
  });

  test('tells how each resource is made', async () => {
    const { cloudFormation } = startEngine();

    await cloudFormation.createStack({ ...app({ A: sibling({ Size: 1 }) }), clientRequestToken: 'token-1' });

    const made = cloudFormation.stack('app')?.events.filter(({ logicalResourceId }) => logicalResourceId === 'A');
    expect(made?.map(({ resourceStatus, resourceStatusReason }) => [resourceStatus, resourceStatusReason])).toEqual([
      ['CREATE_IN_PROGRESS', undefined],
      ['CREATE_IN_PROGRESS', 'Resource creation Initiated'],
      ['CREATE_COMPLETE', undefined],
    ]);
    expect(made?.[2]).toMatchObject({
      physicalResourceId: 'app-A',
      resourceProperties: '{"Size":1}',
      clientRequestToken: 'token-1',
    });
  });

  test('tells what a resource was to be made with, also where that fails', async () => {
    const { cloudFormation } = startEngine();

    await cloudFormation.createStack(app({ A: sibling({ Size: 1, CreateFails: 'no' }) }));

    const made = cloudFormation.stack('app')?.events.filter(({ resourceStatus }) => /^CREATE/.test(resourceStatus));
    const ofResource = made?.filter(({ logicalResourceId }) => logicalResourceId === 'A');
    expect(ofResource?.map(({ resourceStatus, resourceProperties }) => [resourceStatus, resourceProperties])).toEqual([
      ['CREATE_IN_PROGRESS', '{"Size":1,"CreateFails":"no"}'],
      ['CREATE_FAILED', '{"Size":1,"CreateFails":"no"}'],
    ]);
  });

  test('gives stack ids that are the same in every run', async () => {
    const [first, second] = await Promise.all(
      [startEngine(), startEngine()].map(({ cloudFormation }) => cloudFormation.createStack(app({ A: sibling() }))),
    );

    expect(first?.stackId).toMatch(/^arn:aws:cloudformation:us-east-1:111111111111:stack\/app\/[0-9a-f-]{36}$/);
    expect(second?.stackId).toBe(first?.stackId);
  });

  test('fails with the stack left as it is when rollback is disabled, and can be rolled back later', async () => {
    const { cloudFormation, history } = startEngine();
    const request = app({ A: sibling(), B: sibling({ CreateFails: 'no' }, { DependsOn: 'A' }) });

    const outcome = await cloudFormation.createStack({ ...request, disableRollback: true });

    expect(outcome).toMatchObject({ stackStatus: 'CREATE_FAILED', reason: 'no' });
    expect(cloudFormation.stack('app')?.statusReason).toBe('The following resource(s) failed to create: [B]. ');
    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('ROLLBACK_COMPLETE');
    expect(history('app')).toContain('A DELETE_COMPLETE');
  });

  test('can be finished by an update when rollback was disabled', async () => {
    const { cloudFormation } = startEngine();
    const failing = app({ A: sibling(), B: sibling({ CreateFails: 'no' }, { DependsOn: 'A' }) });
    await cloudFormation.createStack({ ...failing, disableRollback: true });

    const outcome = await cloudFormation.updateStack(app({ A: sibling(), B: sibling({}, { DependsOn: 'A' }) }));

    expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
    expect(cloudFormation.stack('app')?.resources.get('B')?.status).toBe('CREATE_COMPLETE');
  });

  test('fails when a stack of that name is there', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));

    await expect(cloudFormation.createStack(app({ A: sibling() }))).rejects.toThrow('Stack [app] already exists');
  });

  test('follows the review of a change set under the same id', async () => {
    const { cloudFormation } = startEngine();
    const review = cloudFormation.reviewStack({ stackName: 'app' });
    expect(review.status).toBe('REVIEW_IN_PROGRESS');
    const plan = cloudFormation.planChanges(app({ A: sibling() }));
    expect(plan.changes.map(({ action, logicalId }) => [action, logicalId])).toEqual([['Add', 'A']]);

    const { stackId } = await cloudFormation.createStack(app({ A: sibling() }));

    expect(stackId).toBe(review.stackId);
  });
});

describe('the update of a stack', () => {
  test('changes, adds and removes, and removes last', async () => {
    const { cloudFormation, history } = startEngine();
    await cloudFormation.createStack(app({ A: sibling(), B: sibling() }));

    const outcome = await cloudFormation.updateStack(app({ B: sibling({ Size: 2 }), C: sibling() }));

    expect(outcome.status).toBe('SUCCEEDED');
    expect(history('app').slice(6)).toEqual([
      'B CREATE_COMPLETE',
      'app CREATE_COMPLETE',
      'app UPDATE_IN_PROGRESS',
      'B UPDATE_IN_PROGRESS',
      'C CREATE_IN_PROGRESS',
      'B UPDATE_COMPLETE',
      'C CREATE_IN_PROGRESS',
      'C CREATE_COMPLETE',
      'app UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'app UPDATE_COMPLETE',
    ]);
    expect([...(cloudFormation.stack('app')?.resources.keys() ?? [])]).toEqual(['B', 'C']);
  });

  test('has nothing to do when nothing changes', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));

    const outcome = await cloudFormation.updateStack(app({ A: sibling() }));

    expect(outcome).toMatchObject({ noUpdates: true, reason: 'No updates are to be performed.' });
    expect(() => cloudFormation.beginUpdate(app({ A: sibling() }))).toThrow('No updates are to be performed.');
    expect(cloudFormation.stack('app')?.status).toBe('CREATE_COMPLETE');
  });

  test('takes metadata, outputs and tags for changes', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));

    const metadata = app({ A: sibling({}, { Metadata: { Note: 'x' } }) });
    expect((await cloudFormation.updateStack(metadata)).status).toBe('SUCCEEDED');
    const output = app({ A: sibling({}, { Metadata: { Note: 'x' } }) }, { Outputs: { Id: { Value: { Ref: 'A' } } } });
    expect((await cloudFormation.updateStack(output)).outputs).toMatchObject([{ key: 'Id', value: 'app-A' }]);
    expect((await cloudFormation.updateStack({ ...output, tags: { team: 'blue' } })).status).toBe('SUCCEEDED');
    expect((await cloudFormation.updateStack({ ...output, tags: { team: 'blue' } })).noUpdates).toBe(true);
  });

  test('fails: siblings that run are cancelled, all are taken back', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling({ Size: 1 }), B: sibling() }));

    const outcome = await cloudFormation.updateStack(
      app({
        A: sibling({ Size: 2, UpdateTakes: 9000 }),
        B: sibling({ UpdateTakes: 1000, UpdateFails: 'quota exceeded' }),
        C: sibling({ CreateTakes: 9000 }),
      }),
    );

    expect(outcome).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', reason: 'quota exceeded' });
    const stack = cloudFormation.stack('app');
    const reasons = stack?.events.map(({ resourceStatusReason }) => resourceStatusReason);
    expect(reasons).toContain('Resource update cancelled');
    expect(reasons).toContain('Resource creation cancelled');
    expect(reasons).toContain(
      'The following resource(s) failed to create: [C]. The following resource(s) failed to update: [A, B]. ',
    );
    expect(stack?.resources.get('A')?.deployed?.properties).toEqual({ Size: 1 });
    expect(stack?.resources.has('C')).toBe(false);
  });

  test('fails with the stack left as it is when rollback is disabled, and can be rolled back later', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling({ Size: 1 }), B: sibling() }));
    const change = app({ A: sibling({ Size: 2 }), B: sibling({ UpdateFails: 'no' }, { DependsOn: 'A' }) });

    const outcome = await cloudFormation.updateStack({ ...change, disableRollback: true });

    expect(outcome.stackStatus).toBe('UPDATE_FAILED');
    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(cloudFormation.stack('app')?.resources.get('A')?.deployed?.properties).toEqual({ Size: 1 });
  });

  test('keeps the previous value of a parameter where it is told to', async () => {
    const { cloudFormation } = startEngine();
    const parameters = { Parameters: { Size: { Type: 'String' }, Color: { Type: 'String' } } };
    const request = app({ A: sibling({ Size: { Ref: 'Size' }, Color: { Ref: 'Color' } }) }, parameters);
    await cloudFormation.createStack({ ...request, parameters: { Size: '1', Color: 'red' } });

    await cloudFormation.updateStack({ ...request, parameters: { Color: 'blue' }, usePreviousParameters: ['Size'] });

    expect(cloudFormation.stack('app')?.resources.get('A')?.deployed?.properties).toEqual({ Size: '1', Color: 'blue' });
  });

  test('fails when the type of a resource changes', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));

    await expect(cloudFormation.updateStack(app({ A: { Type: 'AWS::SNS::Topic' } }))).rejects.toThrow(
      'The new template modifies resource type of the following resources: [A]',
    );
  });

  test('fails when the stack has been rolled back at its creation', async () => {
    const { cloudFormation } = startEngine();
    const { stackId } = await cloudFormation.createStack(app({ A: sibling({ CreateFails: 'no' }) }));

    await expect(cloudFormation.updateStack(app({ A: sibling() }))).rejects.toThrow(
      `Stack:${stackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
  });
});

describe('the deletion of a stack', () => {
  test('removes dependents first', async () => {
    const { cloudFormation, history } = startEngine();
    const { stackId } = await cloudFormation.createStack(app(chain));

    await cloudFormation.deleteStack('app');

    const removed = history(stackId).filter((line) => /^(?!D ).* DELETE_COMPLETE$/.test(line));
    expect(removed).toEqual(['C DELETE_COMPLETE', 'B DELETE_COMPLETE', 'A DELETE_COMPLETE', 'app DELETE_COMPLETE']);
    expect(cloudFormation.stack('app')).toBeUndefined();
    expect(cloudFormation.stack(stackId)?.status).toBe('DELETE_COMPLETE');
  });

  test('fails for one resource: what it depends on stays, the others go', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(
      app({ A: sibling(), B: sibling({ DeleteFails: 'in use' }, { DependsOn: 'A' }), C: sibling() }),
    );

    const outcome = await cloudFormation.deleteStack('app');

    expect(outcome).toMatchObject({ stackStatus: 'DELETE_FAILED', reason: 'in use' });
    const statuses = ['A', 'B', 'C'].map((id) => cloudFormation.stack('app')?.resources.get(id)?.status);
    expect(statuses).toEqual(['CREATE_COMPLETE', 'DELETE_FAILED', 'DELETE_COMPLETE']);
  });

  test('fails under termination protection', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack({ ...app({ A: sibling() }), terminationProtection: true });

    await expect(cloudFormation.deleteStack('app')).rejects.toThrow(
      'Stack [app] cannot be deleted while TerminationProtection is enabled',
    );
    cloudFormation.setTerminationProtection('app', false);
    expect((await cloudFormation.deleteStack('app')).status).toBe('SUCCEEDED');
  });

  test('succeeds when there is no such stack', async () => {
    const { cloudFormation } = startEngine();

    expect((await cloudFormation.deleteStack('app')).status).toBe('SUCCEEDED');
  });
});
