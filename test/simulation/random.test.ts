import { deploymentPackage } from '../../simulation/function-bundle';
import { mutationNamed, MUTATIONS } from '../../simulation/mutations/mutations';
import { Finding, playAgain, search, tellFinding } from '../../simulation/random/search';
import { tallyOf } from '../../simulation/random/tally';

/** Some minutes, for machines that have other things to do. */
const MINUTES = 60_000;

test(
  'every promise is kept in a few hundred drawn deployments',
  async () => {
    let deployments = 0;
    const finding = await search({
      code: await deploymentPackage(),
      runs: 60,
      seed: 1,
      shrinks: true,
      onPlayed: (played) => (deployments += tallyOf(played).deployments),
    });

    expect(finding && tellFinding(finding)).toBeUndefined();
    expect(deployments).toBeGreaterThan(200);
  },
  10 * MINUTES,
);

describe('a function that is broken on purpose', () => {
  const mutation = 'Delete is answered when the termination was called';
  let finding: Finding | undefined;
  beforeAll(async () => {
    finding = await search({
      code: await deploymentPackage(mutationNamed(mutation)),
      runs: 20,
      seed: 1,
      shrinks: false,
    });
  }, 5 * MINUTES);

  test('is found out, and the story told with the command that plays it again', () => {
    const told = finding === undefined ? '' : tellFinding(finding, mutation);

    expect(told).toContain('noLeak: the Delete of');
    expect(told).toContain('act 1:');
    expect(told).toContain(`npm run simulate -- --seed 1 --path "${finding?.path}" --mutation "${mutation}"`);
  });

  test(
    'breaks the same promise in the same words when the story is played again',
    async () => {
      const { seed = 0, path = '' } = finding ?? {};
      const again = await playAgain(await deploymentPackage(mutationNamed(mutation)), seed, path);

      expect(again).toEqual(finding);
    },
    5 * MINUTES,
  );
});

test(
  'a rollback that changes what the way there had left alone is found out',
  async () => {
    const code = await deploymentPackage(mutationNamed('an untouched product is updated on the way back'));
    const finding = await search({ code, runs: 60, seed: 1, shrinks: false });

    expect(finding?.broken).toContainEqual(expect.objectContaining({ promise: 'restored' }));
  },
  5 * MINUTES,
);

test.each(MUTATIONS)('the function can still be broken so: $name', async (mutation) => {
  expect(mutation.to).not.toBe(mutation.from);
  await expect(deploymentPackage(mutation)).resolves.toBeInstanceOf(Buffer);
});
