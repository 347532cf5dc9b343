import { app, FAILED, product, sibling, startEngine } from '../engine';

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

describe('a nested stack whose parent is updated', () => {
  const nested = (size: number, more: object = {}) =>
    JSON.stringify({ Resources: { Product: product({ Size: size }), ...more } });
  const family = (version: string, other: object = {}) =>
    app({
      Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: version } },
      Other: sibling(other, { DependsOn: 'Child' }),
    });
  const start = (templates: Record<string, string>) => {
    const engine = startEngine({ templateByUrl: (url) => templates[url] });
    const inner = () => engine.cloudFormation.stacks()[1];
    /** The statuses of the nested stack, oldest first, and of its resources. */
    const innerHistory = () =>
      (inner()?.events ?? []).map(({ logicalResourceId, resourceStatus, stackName }) =>
        logicalResourceId === stackName ? resourceStatus : `${logicalResourceId} ${resourceStatus}`,
      );
    return { ...engine, inner, innerHistory };
  };

  test('cleans up with its parent', async () => {
    const { cloudFormation, lambda, innerHistory } = start({ v1: nested(1), v2: nested(2) });
    await cloudFormation.createStack(family('v1'));
    lambda.script = ({ RequestType }) => (RequestType === 'Update' ? { fields: { PhysicalResourceId: 'pp-2' } } : {});

    await cloudFormation.updateStack(family('v2', { UpdateTakes: 5000, Size: 2 }));

    expect(innerHistory().slice(-8)).toEqual(
      [
        'UPDATE_IN_PROGRESS',
        'Product UPDATE_IN_PROGRESS',
        'Product UPDATE_IN_PROGRESS',
        'Product UPDATE_COMPLETE',
        'UPDATE_COMPLETE',
        'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
        'Product DELETE_IN_PROGRESS',
        'Product DELETE_COMPLETE',
        'UPDATE_COMPLETE',
      ].slice(-8),
    );
  });

  test('rolls back by itself when its parent does, after it had completed', async () => {
    const { cloudFormation, lambda, inner, innerHistory } = start({
      v1: nested(1),
      v2: nested(2, { Added: product({ Size: 9 }) }),
    });
    await cloudFormation.createStack(family('v1'));
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? { fields: { PhysicalResourceId: 'pp-9' } } : {});

    const outcome = await cloudFormation.updateStack(family('v2', { UpdateFails: 'no' }));

    expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(inner()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Create', 'Update pp-1', 'Delete pp-9']);
    expect(lambda.events[3]).toMatchObject({ ResourceProperties: { Size: '1' }, OldResourceProperties: { Size: '2' } });
    const statuses = innerHistory().filter((line) => !line.includes(' '));
    expect(statuses.slice(-5)).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_COMPLETE',
      'UPDATE_ROLLBACK_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_ROLLBACK_COMPLETE',
    ]);
  });

  test('whose own update fails is rolled back once', async () => {
    const { cloudFormation, lambda, inner } = start({ v1: nested(1), v2: nested(2) });
    await cloudFormation.createStack(family('v1'));
    lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Size === '2' ? FAILED : {} });

    const outcome = await cloudFormation.updateStack(family('v2'));

    expect(outcome.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(inner()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1']);
  });

  test('whose own rollback fails is rolled back further with its parent', async () => {
    const { cloudFormation, lambda, inner } = start({ v1: nested(1), v2: nested(2) });
    await cloudFormation.createStack(family('v1'));
    lambda.script = () => ({ fields: FAILED });
    expect(await cloudFormation.updateStack(family('v2'))).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_FAILED' });
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1']);
    lambda.script = () => ({});

    const continued = await cloudFormation.continueUpdateRollback('app').ended;

    expect(continued.stackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(inner()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.story()).toHaveLength(4);
  });

  test('is given up when something else fails meanwhile', async () => {
    const { cloudFormation, lambda, inner } = start({ v1: nested(1), v2: nested(2) });
    const beside = (version: string, other: object) =>
      app({
        Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: version } },
        Other: sibling(other),
      });
    await cloudFormation.createStack(beside('v1', {}));
    lambda.script = ({ ResourceProperties }) => ({ after: ResourceProperties.Size === '2' ? 600_000 : 0 });

    const outcome = await cloudFormation.updateStack(beside('v2', { UpdateTakes: 5000, UpdateFails: 'no' }));

    expect(outcome).toMatchObject({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', reason: 'no' });
    expect(inner()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.story()).toEqual(['Create', 'Update pp-1', 'Update pp-1']);
  });

  test('stays with a parent that stays, and goes back with it over several operations', async () => {
    const { cloudFormation, lambda, inner } = start({ v1: nested(1), v2: nested(2), v3: nested(3) });
    await cloudFormation.createStack(family('v1'));
    for (const version of ['v2', 'v3']) {
      const request = { ...family(version, { UpdateFails: 'no', Version: version }), disableRollback: true };
      expect(await cloudFormation.updateStack(request)).toMatchObject({ stackStatus: 'UPDATE_FAILED' });
      expect(inner()?.status).toBe('UPDATE_COMPLETE');
    }

    await cloudFormation.rollbackStack('app').ended;

    expect(inner()?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(lambda.events.at(-1)).toMatchObject({
      ResourceProperties: { Size: '1' },
      OldResourceProperties: { Size: '3' },
    });
  });

  test('is kept as it failed where its parent is, and finished by the next deployment', async () => {
    const { cloudFormation, lambda, inner } = start({ v1: nested(1), v2: nested(2) });
    await cloudFormation.createStack(family('v1'));
    lambda.script = () => ({ fields: FAILED });
    await cloudFormation.updateStack({ ...family('v2'), disableRollback: true });
    expect(inner()?.status).toBe('UPDATE_FAILED');
    lambda.script = () => ({});

    const outcome = await cloudFormation.updateStack({ ...family('v2'), disableRollback: true });

    expect(outcome.stackStatus).toBe('UPDATE_COMPLETE');
    expect(inner()?.status).toBe('UPDATE_COMPLETE');
  });
});

test('a nested stack is deleted when the creation of its parent fails', async () => {
  const { cloudFormation, lambda } = startEngine({
    templateByUrl: () => JSON.stringify({ Resources: { Product: product() } }),
  });

  const outcome = await cloudFormation.createStack(
    app({
      Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'v1' } },
      Other: sibling({ CreateFails: 'no' }, { DependsOn: 'Child' }),
    }),
  );

  expect(outcome.stackStatus).toBe('ROLLBACK_COMPLETE');
  expect(cloudFormation.stacks()[1]?.status).toBe('DELETE_COMPLETE');
  expect(lambda.story()).toEqual(['Create', 'Delete pp-1']);
});
