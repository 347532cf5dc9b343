import { type BaseCase, BUSY, minutes, QUOTA } from './base-case';
import { ACCOUNTS } from '../test-bed/test-bed';

/** Creates of a product, and each way in which the first attempt may fail. */
export const CREATIONS: readonly BaseCase[] = [
  { name: 'create', expected: 'succeeded', deploy: (testBed) => testBed.deploy() },
  {
    name: 'create, the launch fails',
    expected: 'rolledBack',
    prepare: async (testBed) => testBed.setBehaviour({ failOnCreate: QUOTA }),
    deploy: (testBed) => testBed.deploy(),
  },
  {
    name: 'create, the service is busy',
    expected: 'succeeded',
    prepare: async (testBed) => testBed.setBehaviourOnce({ failOnCreate: BUSY }),
    deploy: (testBed) => testBed.deploy(),
  },
  {
    name: 'create over an ERROR leftover',
    expected: 'succeeded',
    prepare: async (testBed) => {
      testBed.setBehaviourOnce({ failOnCreate: QUOTA });
      await testBed.deploy({}, { disableRollback: true });
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'create, a sibling fails meanwhile',
    expected: 'rolledBack',
    prepare: async (testBed) => testBed.setBehaviour({ takes: minutes(2) }),
    deploy: (testBed) => testBed.deploy({ siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'create by names, with many outputs',
    expected: 'succeeded',
    deploy: (testBed) =>
      testBed.deploy({
        byName: true,
        version: 'many outputs',
        launchPath: 'Platform',
        outputs: ['Size', 'Output1', 'Output30'],
      }),
  },
  {
    name: 'create while only another path is there',
    expected: 'succeeded',
    prepare: (testBed) => testBed.offerInOtherPortfolio(),
    deploy: (testBed) => testBed.deploy({ launchPath: 'Platform' }),
  },
  {
    name: 'create of a stack set',
    expected: 'succeeded',
    deploy: (testBed) => testBed.deploy({ accounts: ACCOUNTS }),
  },
];
