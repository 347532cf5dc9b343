import { app, FAILED, product, sibling, startEngine } from './engine';
import { ScriptedFunction } from './scripted-function';
import { CloudFormationBehaviours } from '../../../local-cloud/cloudformation/behaviours';

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
