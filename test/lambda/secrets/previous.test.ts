import type { StackEvent } from '../../../lambda/aws/cloud';
import { previousSecrets } from '../../../lambda/secrets/previous';
import type { StepContext } from '../../../lambda/step/context';

const PRODUCT = { Id: 'pp-1', CreatedTime: new Date(1_000) };

function event(status: string, secret: string | undefined, at = 2_000): StackEvent {
  const properties = JSON.stringify({ SecretParameters: secret && { Password: { SecretId: secret } } });
  return { logicalId: 'Network', physicalId: 'pp-1', status, at, properties };
}

/** The secrets that are found when the stack tells these events, the newest first. */
async function found(...events: readonly StackEvent[]): Promise<readonly (string | undefined)[]> {
  async function* stackEvents(): AsyncGenerator<StackEvent> {
    yield* events;
  }
  const context = {
    cloud: { stackEvents },
    progress: { startedAt: 0, deadline: 0, calls: 0 },
    event: { StackId: 'stack', LogicalResourceId: 'Network' },
  } as unknown as StepContext;
  return (await previousSecrets(context, PRODUCT)).map(({ reference }) => reference.SecretId);
}

test('a secret from before a later value reached the product is not returned', async () => {
  expect(
    await found(event('UPDATE_COMPLETE', 'b'), event('UPDATE_IN_PROGRESS', 'b'), event('CREATE_COMPLETE', 'a')),
  ).toEqual(['b']);
});

test('a resource that was skipped by hand may still have its former secret', async () => {
  expect(
    await found(event('UPDATE_COMPLETE', 'b'), event('UPDATE_FAILED', 'b'), event('UPDATE_IN_PROGRESS', 'a')),
  ).toEqual(['b', 'a']);
});

test('a secret from before the launch is not returned', async () => {
  expect(await found(event('UPDATE_FAILED', 'b'), event('CREATE_COMPLETE', 'a', 500))).toEqual(['b']);
});

test('fails when there are more events than a step has time for', async () => {
  const events = Array.from({ length: 5_001 }, () => event('UPDATE_FAILED', undefined));
  await expect(found(...events)).rejects.toThrow('more than 5000 events');
});
