import { CloudFormationBehaviours } from '../../../../local-cloud/cloudformation/behaviours';
import { ScriptedFunction } from '../custom-resource/scripted-function';
import { app, FAILED, product, sibling, startEngine } from '../engine';

const start = (behaviours: Partial<CloudFormationBehaviours> = {}) => startEngine({ behaviours });

const sized = (size: number) => app({ Product: product({ Size: size }) });
const kept = (size: number) => ({ ...sized(size), disableRollback: true });

const failAt =
  (...sizes: string[]): ScriptedFunction['script'] =>
  ({ ResourceProperties }) => ({ fields: sizes.includes(String(ResourceProperties.Size)) ? FAILED : {} });

/** `<old size> to <new size>` of each Update. */
const updates = ({ events }: ScriptedFunction) =>
  events
    .filter(({ RequestType }) => RequestType === 'Update')
    .map(
      ({ ResourceProperties, OldResourceProperties }) =>
        `${String(OldResourceProperties?.Size)} to ${String(ResourceProperties.Size)}`,
    );

describe('a resource whose update fails', () => {
  test('is kept until the next operation', async () => {
    const { cloudFormation, lambda, history } = start({ failedUpdateWithoutRollback: 'KEPT' });
    await cloudFormation.createStack(sized(1));
    lambda.script = failAt('2');

    expect(await cloudFormation.updateStack(kept(2))).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
    expect(updates(lambda)).toEqual(['1 to 2']);
    expect(history('app').slice(-3)).toEqual([
      'Product UPDATE_IN_PROGRESS',
      'Product UPDATE_FAILED',
      'app UPDATE_FAILED',
    ]);
  });

  test('is reverted at once, under no ROLLBACK status', async () => {
    const { cloudFormation, lambda, history } = start({ failedUpdateWithoutRollback: 'REVERTED' });
    await cloudFormation.createStack(sized(1));
    lambda.script = failAt('2');

    expect(await cloudFormation.updateStack(kept(2))).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
    expect(updates(lambda)).toEqual(['1 to 2', '2 to 1']);
    expect(history('app').slice(-6)).toEqual([
      'app UPDATE_IN_PROGRESS',
      'Product UPDATE_IN_PROGRESS',
      'Product UPDATE_FAILED',
      'Product UPDATE_IN_PROGRESS',
      'Product UPDATE_COMPLETE',
      'app UPDATE_FAILED',
    ]);
    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(updates(lambda)).toHaveLength(2);
  });

  test('whose reversion fails as well is told so', async () => {
    const { cloudFormation, lambda, history } = start({ failedUpdateWithoutRollback: 'REVERTED' });
    await cloudFormation.createStack(sized(1));
    lambda.script = failAt('1', '2');

    expect(await cloudFormation.updateStack(kept(2))).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
    expect(history('app').slice(-3)).toEqual([
      'Product UPDATE_IN_PROGRESS',
      'Product UPDATE_FAILED',
      'app UPDATE_FAILED',
    ]);
    lambda.script = () => ({});
    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(updates(lambda)).toEqual(['1 to 2', '2 to 1', '2 to 1']);
  });

  test('goes back to its own last completion, within an operation that was kept', async () => {
    const { cloudFormation, lambda } = start({ failedUpdateWithoutRollback: 'REVERTED' });
    const beside = (size: number, fails?: string) => ({
      ...app({ Product: product({ Size: size }), Other: sibling({ UpdateFails: fails }, { DependsOn: 'Product' }) }),
      disableRollback: true,
    });
    await cloudFormation.createStack(beside(1));
    await cloudFormation.updateStack(beside(2, 'no'));
    lambda.script = failAt('3');
    await cloudFormation.updateStack(beside(3));
    expect(updates(lambda)).toEqual(['1 to 2', '2 to 3', '3 to 2']);

    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(updates(lambda)).toEqual(['1 to 2', '2 to 3', '3 to 2', '2 to 1']);
  });
});

describe('the Update after one that failed and was kept', () => {
  test.each([
    ['COMPLETED', ['1 to 2', '1 to 3', '1 to 1']],
    ['FAILED', ['1 to 2', '2 to 3', '3 to 1']],
  ] as const)('has the %s properties as the old ones', async (oldPropertiesAfterFailure, expected) => {
    const { cloudFormation, lambda } = start({ oldPropertiesAfterFailure });
    await cloudFormation.createStack(sized(1));
    lambda.script = failAt('2', '3');
    await cloudFormation.updateStack(kept(2));
    await cloudFormation.updateStack(kept(3));
    await cloudFormation.updateStack(kept(1));

    expect(updates(lambda)).toEqual(expected);
  });

  test.each([
    ['COMPLETED', ['1 to 2', '1 to 2']],
    ['FAILED', ['1 to 2', '2 to 2']],
  ] as const)('comes also for the same template: %s', async (oldPropertiesAfterFailure, expected) => {
    const { cloudFormation, lambda } = start({ oldPropertiesAfterFailure });
    await cloudFormation.createStack(sized(1));
    lambda.script = failAt('2');
    await cloudFormation.updateStack(kept(2));
    lambda.script = () => ({});

    expect(await cloudFormation.updateStack(kept(2))).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(updates(lambda)).toEqual(expected);
  });
});

describe('an Update that is answered with a new physical id', () => {
  const named = (name: string) => app({ Product: product({ Name: name }) });
  const replaceWith = async (replacementWithoutRollback: CloudFormationBehaviours['replacementWithoutRollback']) => {
    const engine = start({ replacementWithoutRollback });
    engine.lambda.script = ({ ResourceProperties }) => ({
      fields: { PhysicalResourceId: `pp-${String(ResourceProperties.Name)}` },
    });
    await engine.cloudFormation.createStack(named('a'));
    const outcome = await engine.cloudFormation.updateStack({ ...named('b'), disableRollback: true });
    return { ...engine, outcome, row: engine.cloudFormation.stack('app')?.resources.get('Product') };
  };

  test('is taken', async () => {
    const { outcome, lambda, row } = await replaceWith('TAKEN');

    expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
    expect(lambda.story()).toEqual(['Create', 'Update pp-a', 'Delete pp-a']);
    expect(row?.physicalId).toBe('pp-b');
  });

  test.each([
    ['REFUSED', ['Create', 'Update pp-a']],
    ['REFUSED_AND_DELETED', ['Create', 'Update pp-a', 'Delete pp-b']],
  ] as const)('is %s, and the resource keeps its old id', async (world, expected) => {
    const { outcome, lambda, row, cloudFormation } = await replaceWith(world);

    expect(outcome.stackStatus).toBe('UPDATE_FAILED');
    expect(lambda.story()).toEqual(expected);
    expect(row).toMatchObject({
      physicalId: 'pp-a',
      status: 'UPDATE_FAILED',
      statusReason: 'Replacement type updates not supported on stack with disable-rollback',
    });
    expect((await cloudFormation.rollbackStack('app').ended).stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.story()).toEqual([...expected, 'Update pp-a']);
  });

  test('is taken in every world where rollback is on', async () => {
    const { cloudFormation, lambda } = await replaceWith('REFUSED');
    await cloudFormation.rollbackStack('app').ended;

    expect(await cloudFormation.updateStack(named('b'))).toMatchObject({ stackStatus: 'UPDATE_COMPLETE' });
    expect(lambda.story().at(-1)).toBe('Delete pp-a');
  });
});

test.each([
  ['IN_CLEAN_UP', ['Create', 'Create', 'Delete pp-a']],
  ['BEFORE_NEXT_CREATION', ['Create', 'Delete pp-a', 'Create']],
] as const)('a creation that was kept as it failed is removed %s', async (failedCreationIsRemoved, expected) => {
  const { cloudFormation, lambda } = start({ failedCreationIsRemoved });
  lambda.script = ({ ResourceProperties: { Name } }) => ({
    fields: { PhysicalResourceId: `pp-${String(Name)}`, ...(Name === 'a' && FAILED) },
  });
  await cloudFormation.createStack({ ...app({ Product: product({ Name: 'a' }) }), disableRollback: true });
  lambda.script = () => ({ fields: { PhysicalResourceId: 'pp-b' } });

  const outcome = await cloudFormation.updateStack(app({ Product: product({ Name: 'b' }) }));

  expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
  expect(lambda.story()).toEqual(expected);
  expect(cloudFormation.stack('app')?.resources.get('Product')).toMatchObject({
    physicalId: 'pp-b',
    status: 'CREATE_COMPLETE',
  });
});

test('what does not depend on the failed resource goes on, and nothing that stands behind it', async () => {
  const { cloudFormation, history } = start();
  const outcome = await cloudFormation.createStack({
    ...app({
      Failing: sibling({ CreateTakes: 1000, CreateFails: 'no' }),
      Behind: sibling({}, { DependsOn: 'Failing' }),
      Slow: sibling({ CreateTakes: 9000 }),
      Next: sibling({}, { DependsOn: 'Slow' }),
    }),
    disableRollback: true,
  });

  expect(outcome).toMatchObject({ stackStatus: 'CREATE_FAILED', reason: 'no' });
  expect(history('app')).toEqual(expect.arrayContaining(['Slow CREATE_COMPLETE', 'Next CREATE_COMPLETE']));
  expect(history('app')).not.toContain('Behind CREATE_IN_PROGRESS');
});
