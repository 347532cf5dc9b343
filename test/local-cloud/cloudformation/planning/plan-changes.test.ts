import { app, product, sibling, startEngine } from '../engine';

const subnet = (properties: object) => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', ...properties } });

describe('the plan of a change set', () => {
  test('names what is added, changed and removed', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling(), B: sibling({ Size: 1 }), C: sibling() }));

    const { changes, noUpdates } = cloudFormation.planChanges(
      app({ B: sibling({ Size: 2 }), C: sibling(), D: sibling() }),
    );

    expect(noUpdates).toBe(false);
    expect(changes).toEqual([
      {
        action: 'Modify',
        logicalId: 'B',
        physicalId: 'app-B',
        type: 'Test::Sibling',
        replacement: 'False',
        scope: ['Properties'],
        before: { Size: 1 },
        after: { Size: 2 },
        details: [{ attribute: 'Properties', name: 'Size', requiresRecreation: 'Never', evaluation: 'Static' }],
      },
      { action: 'Add', logicalId: 'D', type: 'Test::Sibling', scope: [], details: [], after: {} },
      {
        action: 'Remove',
        logicalId: 'A',
        physicalId: 'app-A',
        type: 'Test::Sibling',
        scope: [],
        details: [],
        before: {},
      },
    ]);
  });

  test('changes nothing itself', async () => {
    const { cloudFormation, history } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));
    const before = history('app');

    cloudFormation.planChanges(app({ A: sibling({ Size: 2 }), B: sibling() }));

    expect(history('app')).toEqual(before);
    expect(cloudFormation.planChanges(app({ A: sibling() }))).toEqual({ changes: [], noUpdates: true });
  });

  test('tells of a replacement, and of those who use what is replaced', async () => {
    const { cloudFormation } = startEngine();
    const request = (cidr: string) =>
      app({ Subnet: subnet({ CidrBlock: cidr }), User: sibling({ Subnet: { Ref: 'Subnet' } }) });
    await cloudFormation.createStack(request('10.0.0.0/24'));

    const { changes } = cloudFormation.planChanges(request('10.0.1.0/24'));

    expect(changes).toMatchObject([
      { logicalId: 'Subnet', replacement: 'True', details: [{ requiresRecreation: 'Always' }] },
      { logicalId: 'User', replacement: 'False', details: [{ name: 'Subnet', evaluation: 'Dynamic' }] },
    ]);
  });

  test('cannot tell whether a custom resource will be replaced', async () => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = () => ({ fields: { Data: { VpcId: 'vpc-1' } } });
    const request = (size: number) =>
      app({ Product: product({ Size: size }), User: sibling({ Vpc: { 'Fn::GetAtt': ['Product', 'VpcId'] } }) });
    await cloudFormation.createStack(request(1));

    expect(cloudFormation.planChanges(request(2)).changes).toMatchObject([
      { logicalId: 'Product', replacement: 'Conditional' },
      { logicalId: 'User', details: [{ evaluation: 'Dynamic' }] },
    ]);
    const outcome = await cloudFormation.updateStack(request(2));
    expect(outcome.status).toBe('SUCCEEDED');
    expect(cloudFormation.stack('app')?.resources.get('User')?.status).toBe('CREATE_COMPLETE');
  });

  test('counts metadata and policies as changes', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ A: sibling() }));

    const change = app({ A: sibling({}, { Metadata: { Path: 'x' }, DeletionPolicy: 'Retain' }) });

    expect(cloudFormation.planChanges(change).changes).toMatchObject([{ scope: ['Metadata', 'DeletionPolicy'] }]);
  });
});
