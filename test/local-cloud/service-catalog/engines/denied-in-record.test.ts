import { MINUTE, ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

beforeEach(async () => {
  test = await ServiceUnderTest.open();
});

afterEach(async () => test.close());

function denied(action: string) {
  const words = new RegExp(
    `^AmazonCloudFormationException  User: arn:aws:sts::111111111111:assumed-role/launch/\\S+ is not authorized to perform: cloudformation:${action} on resource: arn:aws:cloudformation:\\S+ because no identity-based policy allows the cloudformation:${action} action$`,
  );
  return { Status: 'FAILED', RecordErrors: [{ Description: expect.stringMatching(words) }] };
}

describe('a permission that is on its way', () => {
  it('fails launches in their record, until it is there', async () => {
    const { product } = test.offer();
    test.service.setBehaviour(product.id, { deniedInRecordFor: 3 * MINUTE });

    expect(await test.ended(await test.provision())).toMatchObject(denied('CreateStack'));
    expect(await test.describe()).toMatchObject({ Status: 'ERROR' });
    expect(await test.ended(await test.terminate())).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await test.ended(await test.provision())).toMatchObject(denied('CreateStack'));
    await test.ended(await test.terminate());
    expect(await test.ended(await test.provision())).toMatchObject({ Status: 'SUCCEEDED' });
  });

  it('fails an update and a termination in their record', async () => {
    const { product } = test.offer();
    await test.ended(await test.provision());
    test.service.setBehaviour(product.id, { deniedInRecordFor: 3 * MINUTE });
    const change = { ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };

    expect(await test.ended(await test.update(change))).toMatchObject(denied('UpdateStack'));
    expect(await test.ended(await test.terminate())).toMatchObject(denied('DeleteStack'));
    await test.pass(MINUTE);
    expect(await test.ended(await test.update(change))).toMatchObject({ Status: 'SUCCEEDED' });
  });
});
