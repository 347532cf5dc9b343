import { Behaviours } from '../../../../local-cloud/service-catalog/behaviours';
import { ServiceUnderTest } from '../service-under-test';

let test: ServiceUnderTest;

afterEach(async () => test.close());

async function open(behaviours: Partial<Behaviours> = {}) {
  test = await ServiceUnderTest.open(behaviours);
  test.offer();
}

describe('a token', () => {
  it('that comes again with the same launch answers with the same record', async () => {
    await open();

    const first = await test.provision({ ProvisionToken: 'once' });
    const again = await test.provision({ ProvisionToken: 'once' });

    expect(again.RecordId).toBe(first.RecordId);
    expect(test.service.store.provisionedProducts).toHaveLength(1);
  });

  it('that comes again with the same update answers with the same record while the product is UNDER_CHANGE', async () => {
    await open();
    await test.ended(await test.provision());
    const change = { UpdateToken: 'once', ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };

    const first = await test.update(change);
    const again = await test.update(change);

    expect(again.RecordId).toBe(first.RecordId);
    expect(test.service.store.records).toHaveLength(2);
  });

  it('of a termination is valid while that lasts', async () => {
    await open();
    await test.ended(await test.provision());

    const first = await test.terminate({ TerminateToken: 'once' });
    expect((await test.terminate({ TerminateToken: 'once' })).RecordId).toBe(first.RecordId);
    await test.ended(first);

    await expect(test.terminate({ TerminateToken: 'once' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('that comes again is refused where the service does that, although it has taken effect', async () => {
    await open({ repeatedToken: 'REFUSED' });
    const refusal = { name: 'InvalidParametersException', message: expect.stringContaining('already been used') };
    const change = { UpdateToken: 'once', ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };

    const launch = await test.provision({ ProvisionToken: 'once' });
    await expect(test.provision({ ProvisionToken: 'once' })).rejects.toMatchObject(refusal);
    expect(await test.ended(launch)).toMatchObject({ Status: 'SUCCEEDED' });
    const update = await test.update(change);
    await expect(test.update(change)).rejects.toMatchObject(refusal);
    expect(await test.ended(update)).toMatchObject({ Status: 'SUCCEEDED' });
    await test.terminate({ TerminateToken: 'once' });
    await expect(test.terminate({ TerminateToken: 'once' })).rejects.toMatchObject(refusal);
  });

  it('fails with another request', async () => {
    await open();
    await test.provision({ ProvisionToken: 'once' });

    await expect(test.provision({ ProvisionToken: 'once', ProvisionedProductName: 'other' })).rejects.toMatchObject({
      name: 'InvalidParametersException',
    });
  });

  it('answers another request with the same record where the service does that', async () => {
    await open({ tokenOfOtherRequest: 'SAME_RECORD' });
    const first = await test.provision({ ProvisionToken: 'once' });

    const other = await test.provision({ ProvisionToken: 'once', ProvisionedProductName: 'other' });

    expect(other.RecordId).toBe(first.RecordId);
  });

  it('of a record that FAILED answers with that record', async () => {
    await open();
    test.stacks.failNext = 'no';
    const failed = await test.ended(await test.provision({ ProvisionToken: 'once' }));

    expect(await test.provision({ ProvisionToken: 'once' })).toEqual(failed);
  });

  it('of a record that FAILED begins anew where the service does that', async () => {
    await open({ tokenOfFailedRecord: 'NEW_RECORD' });
    await test.ended(await test.provision());
    test.stacks.failNext = 'no';
    const change = { UpdateToken: 'once', ProvisioningParameters: [{ Key: 'Size', Value: 'large' }] };
    const failed = await test.ended(await test.update(change));

    const anew = await test.ended(await test.update(change));

    expect(anew.RecordId).not.toBe(failed.RecordId);
    expect(anew.Status).toBe('SUCCEEDED');
  });

  it.each([
    ['FIRST', 'launch'],
    ['LATEST', 'change'],
  ] as const)('shown is the %s one where the service shows that', async (shownToken, token) => {
    await open({ shownToken });
    await test.ended(await test.provision({ ProvisionToken: 'launch' }));
    await test.ended(await test.update({ UpdateToken: 'change' }));

    expect(await test.describe()).toMatchObject({ IdempotencyToken: token });
  });
});
