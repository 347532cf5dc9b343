import { type BaseCase, BUSY, deployOnce } from './base-case';
import { ACCOUNTS } from '../test-bed/test-bed';

/** Deletes of a product, and each way in which the first attempt may fail. */
export const DELETIONS: readonly BaseCase[] = [
  { name: 'delete', expected: 'succeeded', prepare: deployOnce, deploy: (testBed) => testBed.delete() },
  {
    name: 'delete, the termination fails',
    expected: 'failed',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.setBehaviourOnce({ failOnTerminate: 'The bucket is not empty' });
    },
    deploy: (testBed) => testBed.delete(),
  },
  {
    name: 'delete, the service is busy',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.setBehaviourOnce({ failOnTerminate: BUSY });
    },
    deploy: (testBed) => testBed.delete(),
  },
  {
    name: 'delete of a product that is gone',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      await testBed.terminateByHand();
    },
    deploy: (testBed) => testBed.delete(),
  },
  {
    name: 'delete of a stack set',
    expected: 'succeeded',
    prepare: async (testBed) => void (await testBed.deploy({ accounts: ACCOUNTS })),
    deploy: (testBed) => testBed.delete(),
  },
];
