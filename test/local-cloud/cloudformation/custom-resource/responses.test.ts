import { app, FAILED, product, sibling, startEngine } from '../engine';

const OUTPUT = { Outputs: { Vpc: { Value: { 'Fn::GetAtt': ['Product', 'VpcId'] } } } };

describe('the request', () => {
  test('holds every scalar as a string, the service token included', async () => {
    const { cloudFormation, lambda } = startEngine();

    await cloudFormation.createStack(app({ Product: product({ Wait: true, Sizes: [1, { Max: 2.5 }] }) }));

    const [event] = lambda.events;
    expect(event).toEqual({
      RequestType: 'Create',
      ServiceToken: 'arn:aws:lambda:us-east-1:111111111111:function:handler',
      ResponseURL: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:4566\/cloudformation-response\/\w+\?.*X-Amz-Date=20260101T000000Z&.*X-Amz-Expires=7200/,
      ),
      StackId: cloudFormation.stack('app')?.stackId,
      RequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      ResourceType: 'Custom::Product',
      LogicalResourceId: 'Product',
      ResourceProperties: {
        ServiceToken: 'arn:aws:lambda:us-east-1:111111111111:function:handler',
        Wait: 'true',
        Sizes: ['1', { Max: '2.5' }],
      },
    });
  });

  test.each([
    ['SIGV2', /\?AWSAccessKeyId=\w+&Expires=1767232800&Signature=\w+$/],
    ['PLAIN', /\?Signature=\w+$/],
  ] as const)('is answered under a URL without a date that is signed otherwise: %s', async (signing, expected) => {
    const { cloudFormation, lambda } = startEngine({ behaviours: { responseUrlSigning: signing } });

    expect(await cloudFormation.createStack(app({ Product: product() }))).toMatchObject({ status: 'SUCCEEDED' });
    expect(lambda.events[0]?.ResponseURL).toMatch(expected);
  });

  test('holds no stack tags', async () => {
    const { cloudFormation, lambda } = startEngine();

    await cloudFormation.createStack({ ...app({ Product: product() }), tags: { team: 'blue' } });

    expect(lambda.events[0]?.ResourceProperties).not.toHaveProperty('Tags');
  });

  test('holds plain ssm references resolved, and the secure ones as they are written', async () => {
    const { cloudFormation, lambda } = startEngine({ ssmParameter: () => 'ami-1', secret: () => 'hunter2' });
    const secret = '{{resolve:secretsmanager:db:SecretString:password}}';

    await cloudFormation.createStack(app({ Product: product({ Image: '{{resolve:ssm:/ami}}', Password: secret }) }));

    expect(lambda.events[0]?.ResourceProperties).toMatchObject({ Image: 'ami-1', Password: secret });
  });

  test('can have the same RequestId, and another ResponseURL, when a deployment is tried again', async () => {
    const { cloudFormation, lambda } = startEngine({}, { reuseRequestIds: true });
    await cloudFormation.createStack(app({ Product: product({ Size: 1 }) }));
    lambda.script = ({ ResourceProperties }) => ({ fields: ResourceProperties.Size === '2' ? FAILED : {} });

    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));
    await cloudFormation.updateStack(app({ Product: product({ Size: 2 }) }));

    const [, first, , second] = lambda.events;
    expect(second?.RequestId).toBe(first?.RequestId);
    expect(second?.ResponseURL).not.toBe(first?.ResponseURL);
  });

  test('can be delivered twice, of which the first answer counts', async () => {
    const { cloudFormation, lambda } = startEngine(
      {},
      {
        deliver: async (_event, invoke) => {
          await invoke();
          await invoke();
        },
      },
    );
    lambda.script = ({ RequestId }) => {
      const isFirst = lambda.events.filter((event) => event.RequestId === RequestId).length === 1;
      return isFirst ? { after: 1000 } : { after: 2000, fields: { PhysicalResourceId: 'pp-late' } };
    };

    await cloudFormation.createStack(app({ Product: product(), Other: sibling({ CreateTakes: 5000 }) }));

    expect(lambda.events).toHaveLength(2);
    expect(cloudFormation.stack('app')?.resources.get('Product')?.physicalId).toBe('pp-1');
  });

  test('fails when the function cannot be invoked', async () => {
    const { cloudFormation } = startEngine(
      {},
      { invokeAsync: () => Promise.reject(new Error('Function not found: handler')) },
    );

    const outcome = await cloudFormation.createStack(app({ Product: product() }));

    expect(outcome).toMatchObject({ reason: 'Function not found: handler', stackStatus: 'ROLLBACK_COMPLETE' });
    expect(cloudFormation.exchanges()).toHaveLength(1);
  });

  test.each([
    [undefined, 'Property ServiceToken cannot be empty.'],
    ['handler', 'Invalid service token.'],
  ])('fails with the service token %s', async (token, reason) => {
    const { cloudFormation, lambda } = startEngine();

    const outcome = await cloudFormation.createStack(app({ Product: product({ ServiceToken: token }) }));

    expect(outcome.reason).toBe(reason);
    expect(lambda.events).toEqual([]);
  });
});

test('fails with a ServiceTimeout over an hour', async () => {
  const { cloudFormation } = startEngine();

  const outcome = await cloudFormation.createStack(app({ Product: product({ ServiceTimeout: 3601 }) }));

  expect(outcome.reason).toBe('ServiceTimeout must be between 1 and 3600, but is 3601');
});

describe('the answer', () => {
  test('gives Ref and the attributes, also those with a dot', async () => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = () => ({ fields: { Data: { VpcId: 'vpc-1', 'Outputs.Subnet': 'subnet-1' } } });

    const { outputs } = await cloudFormation.createStack(
      app(
        { Product: product() },
        {
          Outputs: {
            Id: { Value: { Ref: 'Product' } },
            Vpc: { Value: { 'Fn::GetAtt': ['Product', 'VpcId'] } },
            Subnet: { Value: { 'Fn::GetAtt': ['Product', 'Outputs.Subnet'] } },
          },
        },
      ),
    );

    expect(outputs.map(({ key, value }) => [key, value])).toEqual([
      ['Id', 'pp-1'],
      ['Vpc', 'vpc-1'],
      ['Subnet', 'subnet-1'],
    ]);
  });

  test('fails the stack when an output asks for an attribute that it does not hold', async () => {
    const { cloudFormation } = startEngine();

    const outcome = await cloudFormation.createStack(app({ Product: product() }, OUTPUT));

    expect(outcome).toMatchObject({
      stackStatus: 'ROLLBACK_COMPLETE',
      reason: "CustomResource attribute error: Vendor response doesn't contain VpcId attribute in object",
    });
  });

  test('fails the resource that asks for an attribute that it does not hold', async () => {
    const { cloudFormation } = startEngine();

    const outcome = await cloudFormation.createStack(
      app({ Product: product(), Other: sibling({ Vpc: { 'Fn::GetAtt': ['Product', 'VpcId'] } }) }),
    );

    expect(outcome.reason).toContain("doesn't contain VpcId");
    expect(cloudFormation.stack('app')?.events).toContainEqual(
      expect.objectContaining({ logicalResourceId: 'Other', resourceStatus: 'CREATE_FAILED' }),
    );
  });

  test('fails the update, not its plan, when a new output asks for an attribute that it does not hold', async () => {
    const { cloudFormation } = startEngine();
    await cloudFormation.createStack(app({ Product: product() }));

    const outcome = await cloudFormation.updateStack(app({ Product: product() }, OUTPUT));

    expect(outcome).toMatchObject({
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      reason: "CustomResource attribute error: Vendor response doesn't contain VpcId attribute in object",
    });
  });

  test('may be 4096 bytes long', async () => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = ({ StackId, RequestId, LogicalResourceId }) => {
      const answer = { Status: 'SUCCESS', PhysicalResourceId: 'pp-1', StackId, RequestId, LogicalResourceId };
      const empty = JSON.stringify({ ...answer, Data: { Text: '' } });
      return { fields: { ...answer, Data: { Text: 'x'.repeat(4096 - empty.length) } } };
    };

    expect((await cloudFormation.createStack(app({ Product: product() }))).status).toBe('SUCCEEDED');
  });

  test('masks its attributes with NoEcho in the events, not for the resources that use them', async () => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = () => ({ fields: { NoEcho: true, Data: { VpcId: 'vpc-1' } } });

    await cloudFormation.createStack(
      app({ Product: product(), Other: sibling({ Vpc: { 'Fn::GetAtt': ['Product', 'VpcId'] } }) }),
    );

    const stack = cloudFormation.stack('app');
    expect(stack?.resources.get('Other')?.deployed?.properties.Vpc).toBe('vpc-1');
    expect(JSON.stringify(stack?.events)).not.toContain('vpc-1');
    expect(stack?.events.map(({ resourceProperties }) => resourceProperties)).toContain('{"Vpc":"*****"}');
  });

  const valid = { Status: 'SUCCESS', PhysicalResourceId: 'pp-1' };
  test.each([
    ['is too long', { Data: { Text: 'x'.repeat(4096) } }, 'Response object is too long.'],
    ['is a failure that is too long', { ...FAILED, Reason: 'x'.repeat(4096) }, 'Response object is too long.'],
    ['has an empty physical id', { PhysicalResourceId: '' }, 'Invalid PhysicalResourceId'],
    ['has no physical id', { PhysicalResourceId: undefined }, 'Invalid PhysicalResourceId'],
    ['has a physical id over 1 KB', { PhysicalResourceId: 'x'.repeat(1025) }, 'Invalid PhysicalResourceId'],
    ['has no StackId', { StackId: undefined }, 'Missing required property StackId'],
    ['has no LogicalResourceId', { LogicalResourceId: undefined }, 'Missing required property LogicalResourceId'],
    ['has the RequestId of another request', { RequestId: 'other' }, 'RequestId is not the one of the request'],
    ['has an unknown status', { Status: 'DONE' }, 'Value of property Status must be one of [SUCCESS, FAILED]'],
    ['is a failure without a reason', { Status: 'FAILED' }, 'Value of property Reason must be a string'],
    ['has data that is a list', { Data: ['a'] }, 'Value of property Data must be an object'],
  ])('fails the Create when it %s, and Delete comes with an invented id', async (_, fields, reason) => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? { fields: { ...valid, ...fields } } : {});

    const outcome = await cloudFormation.createStack(app({ Product: product() }));

    expect(outcome.reason).toContain(reason);
    expect(lambda.events[1]?.PhysicalResourceId).toMatch(/^app-Product-[A-Z0-9]{12}$/);
  });

  test.each(['not JSON', '[]', '""'])('fails the Create when it is %s', async (body) => {
    const { cloudFormation, lambda } = startEngine();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? { body } : {});

    expect((await cloudFormation.createStack(app({ Product: product() }))).reason).toBe('Response is not valid JSON');
  });

  test('is ignored when it comes after the Create was given up', async () => {
    const { clock, cloudFormation, lambda } = startEngine();
    lambda.script = ({ RequestType }) => (RequestType === 'Create' ? 'nothing' : {});
    await cloudFormation.createStack(app({ Product: product() }));
    const [create] = lambda.events;
    if (!create) throw new Error('no Create came');
    const before = cloudFormation.stack('app')?.events.length;

    expect(await lambda.answer(create, {})).toBe(200);
    expect(await lambda.answer(create, { after: 3_600_001 })).toBe(403);

    await clock.sleep(1);
    expect(cloudFormation.stack('app')?.events).toHaveLength(before ?? 0);
  });

  test('is forbidden with another signature or with a content type', async () => {
    const { cloudFormation, lambda } = startEngine();
    await cloudFormation.createStack(app({ Product: product() }));
    const { pathname, search } = new URL(lambda.events[0]?.ResponseURL ?? '');

    expect(cloudFormation.putResponse(pathname + search, '{}', 'application/json')).toBe(403);
    expect(cloudFormation.putResponse(pathname + search.replace(/X-Amz-Signature=./, 'X-Amz-Signature=z'), '{}')).toBe(
      403,
    );
    expect(cloudFormation.putResponse('/cloudformation-response/unknown', '{}')).toBe(403);
  });
});
