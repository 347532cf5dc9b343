import { CloudFormationBehaviours } from '../../../../local-cloud/cloudformation/behaviours';
import { ScriptedFunction } from '../custom-resource/scripted-function';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const start = (behaviours: Partial<CloudFormationBehaviours> = {}) => startEngine({ behaviours });

/** `<old size> to <new size>` of each Update. */
const updates = ({ events }: ScriptedFunction) =>
  events
    .filter(({ RequestType }) => RequestType === 'Update')
    .map(
      ({ ResourceProperties, OldResourceProperties }) =>
        `${String(OldResourceProperties?.Size)} to ${String(ResourceProperties.Size)}`,
    );

describe('a rollback after several operations that were kept', () => {
  const OTHER_FAILS = { UpdateFails: 'no' };
  const request = (properties: object | undefined, other: object) => ({
    ...app({
      ...(properties && { Product: product(properties) }),
      Other: sibling(other, properties ? { DependsOn: 'Product' } : {}),
    }),
    disableRollback: true,
  });
  const answerByName = (engine: ReturnType<typeof start>) => {
    engine.lambda.script = ({ ResourceProperties }) => ({
      fields: { PhysicalResourceId: `pp-${String(ResourceProperties.Name)}` },
    });
    return engine;
  };
  /** Deploys one after the other what is to be kept, then rolls back. */
  const keepAndRollBack = async (
    engine: ReturnType<typeof start>,
    operations: readonly ReturnType<typeof request>[],
  ) => {
    for (const one of operations) {
      expect(await engine.cloudFormation.updateStack(one)).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
    }
    engine.lambda.events.length = 0;
    return engine.cloudFormation.rollbackStack('app').ended;
  };

  test.each([2, 3])('goes back to the last status that ended in _COMPLETE: %d', async (count) => {
    const engine = start();
    await engine.cloudFormation.createStack(request({ Size: 1 }, {}));
    const operations = [2, 3, 4].slice(0, count).map((Size) => request({ Size }, { ...OTHER_FAILS, Size }));

    const outcome = await keepAndRollBack(engine, operations);

    expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(updates(engine.lambda)).toEqual([`${count + 1} to 1`]);
  });

  test.each([2, 3])('deletes every replacement that was made since: %d', async (count) => {
    const engine = answerByName(start());
    await engine.cloudFormation.createStack(request({ Name: 'a' }, {}));
    const operations = ['b', 'c', 'd'].slice(0, count).map((Name) => request({ Name }, { ...OTHER_FAILS, Name }));

    await keepAndRollBack(engine, operations);

    const [back, ...deleted] = engine.lambda.story();
    expect(back).toBe(count === 2 ? 'Update pp-c' : 'Update pp-d');
    expect(deleted.sort()).toEqual(['Delete pp-b', 'Delete pp-c', 'Delete pp-d'].slice(0, count));
    expect(engine.cloudFormation.stack('app')?.resources.get('Product')?.physicalId).toBe('pp-a');
  });

  test('deletes what was added in the first of them, and left alone in the second', async () => {
    const engine = answerByName(start());
    await engine.cloudFormation.createStack(request(undefined, {}));
    const operations = [1, 2].map((Size) => request({ Name: 'a' }, { ...OTHER_FAILS, Size }));

    await keepAndRollBack(engine, operations);

    expect(engine.lambda.story()).toEqual(['Delete pp-a']);
  });

  test('deletes what was added in the first of them, and left out in the second', async () => {
    const engine = answerByName(start());
    await engine.cloudFormation.createStack(request(undefined, {}));

    await keepAndRollBack(engine, [
      request({ Name: 'a' }, OTHER_FAILS),
      request(undefined, { ...OTHER_FAILS, Size: 2 }),
    ]);

    expect(engine.lambda.story()).toEqual(['Delete pp-a']);
  });

  test('deletes what was added in vain in each of them', async () => {
    const engine = start();
    await engine.cloudFormation.createStack(request(undefined, {}));
    engine.lambda.script = ({ RequestType, ResourceProperties }) =>
      RequestType === 'Create'
        ? { fields: { ...FAILED, PhysicalResourceId: `pp-${String(ResourceProperties.Name)}` } }
        : {};

    await keepAndRollBack(engine, [request({ Name: 'a' }, {}), request({ Name: 'b' }, {})]);

    expect(engine.lambda.story().sort()).toEqual(['Delete pp-a', 'Delete pp-b']);
    expect(engine.cloudFormation.stack('app')?.resources.has('Product')).toBe(false);
  });

  test('removes all of a stack that has never been complete', async () => {
    const engine = start();
    engine.lambda.script = ({ RequestType, ResourceProperties }) =>
      RequestType === 'Create'
        ? { fields: { ...FAILED, PhysicalResourceId: `pp-${String(ResourceProperties.Name)}` } }
        : {};
    expect(await engine.cloudFormation.createStack(request({ Name: 'a' }, {}))).toMatchObject({
      stackStatus: 'CREATE_FAILED',
    });

    const outcome = await keepAndRollBack(engine, [request({ Name: 'b' }, {})]);

    expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
    expect(engine.lambda.story().sort()).toEqual(['Delete pp-a', 'Delete pp-b']);
  });
});

describe('after replacements that were kept', () => {
  const named = (name: string, other: object) =>
    app({ Product: product({ Name: name }), Other: sibling(other, { DependsOn: 'Product' }) });
  const replaced = async () => {
    const engine = start();
    engine.lambda.script = ({ ResourceProperties }) => ({
      fields: { PhysicalResourceId: `pp-${String(ResourceProperties.Name)}` },
    });
    await engine.cloudFormation.createStack(named('a', {}));
    await engine.cloudFormation.updateStack({ ...named('b', { UpdateFails: 'no' }), disableRollback: true });
    return engine;
  };

  test('the deletion of the stack deletes the old product, too', async () => {
    const { cloudFormation, lambda } = await replaced();

    expect(await cloudFormation.deleteStack('app')).toMatchObject({ stackStatus: 'DELETE_COMPLETE' });
    expect(lambda.story().slice(2).sort()).toEqual(['Delete pp-a', 'Delete pp-b']);
  });

  test('an update that goes back to the old product does not delete it', async () => {
    const { cloudFormation, lambda } = await replaced();

    expect(await cloudFormation.updateStack(named('a', {}))).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(lambda.story().slice(2)).toEqual(['Update pp-b', 'Delete pp-b']);
  });
});
