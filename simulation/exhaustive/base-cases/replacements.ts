import { type BaseCase, BUSY, deployOnce, minutes, QUOTA } from './base-case';

/** Updates that replace a product, and each way in which the first attempt may fail. */
export const REPLACEMENTS: readonly BaseCase[] = [
  {
    name: 'replacement',
    expected: 'succeeded',
    prepare: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network-a' })),
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, the launch fails',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.setBehaviourOnce({ failOnCreate: QUOTA });
    },
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, a sibling fails meanwhile',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.setBehaviour({ takes: minutes(2) });
    },
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'replacement, a sibling fails later',
    expected: 'rolledBack',
    prepare: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network-a' })),
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'replacement, the service is busy',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.setBehaviourOnce({ failOnCreate: BUSY });
    },
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product that is gone',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      await testBed.terminateByHand();
    },
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product in ERROR',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.breakProduct();
    },
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, other topics',
    expected: 'succeeded',
    prepare: deployOnce,
    deploy: (testBed) => testBed.deploy({ topic: 'a' }),
  },
];
