import { deploymentPackage } from '../../simulation/function-bundle';
import { mutationNamed } from '../../simulation/mutations/mutations';
import { type Counterexample, formatCounterexample } from '../../simulation/random/counterexample';
import { replayScenario, search } from '../../simulation/random/search';
import { tallyOf } from '../../simulation/random/tally';

/** Some minutes, for machines that have other things to do. */
const MINUTES = 60_000;

test(
  'every invariant holds in a few hundred drawn deployments',
  async () => {
    let deployments = 0;
    const counterexample = await search({
      code: await deploymentPackage(),
      runs: 25,
      seed: 1,
      shrinks: true,
      onResult: (result) => (deployments += tallyOf(result).deployments),
    });

    expect(counterexample && formatCounterexample(counterexample)).toBeUndefined();
    expect(deployments).toBeGreaterThan(200);
  },
  10 * MINUTES,
);

describe('a function that is broken on purpose', () => {
  const mutation = 'Delete is answered when the termination starts';
  let counterexample: Counterexample | undefined;
  beforeAll(async () => {
    counterexample = await search({
      code: await deploymentPackage(mutationNamed(mutation)),
      runs: 20,
      seed: 1,
      shrinks: false,
    });
  }, 5 * MINUTES);

  test('is found, and its counterexample has the command that replays it', () => {
    const text = counterexample === undefined ? '' : formatCounterexample(counterexample, mutation);

    expect(text).toContain('noLeak: the Delete of');
    expect(text).toContain('deployment 1:');
    expect(text).toContain(`npm run simulate -- --seed 1 --path "${counterexample?.path}" --mutation "${mutation}"`);
  });

  test(
    'violates the same invariant with the same message when the scenario is replayed',
    async () => {
      const { seed = 0, path = '' } = counterexample ?? {};
      const again = await replayScenario(await deploymentPackage(mutationNamed(mutation)), seed, path);

      expect(again).toEqual(counterexample);
    },
    5 * MINUTES,
  );
});

test(
  'a rollback that changes what the update had left alone is found',
  async () => {
    const code = await deploymentPackage(mutationNamed('a rollback updates an untouched product'));
    const counterexample = await search({ code, runs: 60, seed: 1, shrinks: false });

    expect(counterexample?.violations).toContainEqual(expect.objectContaining({ invariant: 'restored' }));
  },
  5 * MINUTES,
);
