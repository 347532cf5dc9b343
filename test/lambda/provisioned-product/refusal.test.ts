import type { Cloud } from '../../../lambda/aws/cloud';
import { waitWhileBusy } from '../../../lambda/provisioned-product/refusal';
import type { CustomResourceEvent } from '../../../lambda/request/event';

test('an operation that waits names the reason, also where a secret was redacted from it', () => {
  const context = {
    event: {} as CustomResourceEvent,
    cloud: {} as Cloud,
    now: 0,
    progress: { startedAt: 0, deadline: 3_600_000, calls: 0 },
  };

  const reasonOf = (message: string) => {
    const step = waitWhileBusy(context, 'the update', message);
    return step.kind === 'wait' ? step.progress.waitingFor : undefined;
  };

  expect(reasonOf('ResourceInUseException: another execution is in progress for this account')).toBe(
    'Service Catalog to accept the update (another execution is in progress)',
  );
  expect(reasonOf('ResourceInUseException: another *** is in progress')).toBe(
    'Service Catalog to accept the update (ResourceInUseException: another *** is in progress)',
  );
});
