import { type BaseCase, BUSY, deployOnce, minutes, QUOTA } from './base-case';
import { ACCOUNTS } from '../test-bed/test-bed';

/** Updates of a product in place, and each way in which the first attempt may fail. */
export const UPDATES: readonly BaseCase[] = [
  {
    name: 'update',
    expected: 'succeeded',
    prepare: deployOnce,
    deploy: (testBed) => testBed.deploy({ size: 'large', version: 'v2' }),
  },
  {
    name: 'update, the update fails',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.setBehaviourOnce({ failOnUpdate: QUOTA });
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update, the service is busy',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.setBehaviourOnce({ failOnUpdate: BUSY });
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product that is gone',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      await testBed.terminateByHand();
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product in ERROR',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.breakProduct();
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update, a sibling fails meanwhile',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.setBehaviour({ takes: minutes(2) });
    },
    deploy: (testBed) => testBed.deploy({ size: 'large', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'update, a sibling fails later, and a newer version has the name',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.publishSameName();
    },
    deploy: (testBed) => testBed.deploy({ size: 'large', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'update, refused before any call, and a newer version has the name',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.publishSameName();
    },
    deploy: (testBed) => testBed.deploy({ size: 'huge' }),
  },
  {
    name: 'update, the update fails, and a newer version has the name',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy();
      testBed.publishSameName();
      testBed.setBehaviourOnce({ failOnUpdate: QUOTA });
    },
    deploy: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'rollback of two updates that were kept, and a newer version has the name',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      await testBed.deploy({ size: 'large', siblingFailsAfter: minutes(30) }, { disableRollback: true });
      await testBed.deploy({ version: 'v2', siblingFailsAfter: minutes(31) }, { disableRollback: true });
      testBed.publishSameName();
    },
    deploy: (testBed) => testBed.rollBack(),
  },
  {
    name: 'update of a version that is no longer active',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy({ version: 'KEEP_ACTIVE' });
      testBed.deactivateVersion();
    },
    deploy: (testBed) => testBed.deploy({ version: 'KEEP_ACTIVE', size: 'large' }),
  },
  {
    name: 'update to another output, the record is forgotten',
    expected: 'succeeded',
    prepare: async (testBed) => {
      await testBed.deploy();
      await testBed.deploy({ size: 'large' });
      testBed.forgetLastRecord();
    },
    deploy: (testBed) => testBed.deploy({ size: 'large', outputs: ['Size', 'Place'] }),
  },
  {
    name: 'update to other topics under the same name',
    expected: 'rolledBack',
    prepare: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network', topic: 'a' })),
    deploy: (testBed) => testBed.deploy({ provisionedProductName: 'network', topic: 'b' }),
  },
  {
    name: 'update of a stack set',
    expected: 'succeeded',
    prepare: async (testBed) => void (await testBed.deploy({ accounts: [ACCOUNTS[0]] })),
    deploy: (testBed) => testBed.deploy({ accounts: [ACCOUNTS[1]], size: 'large' }),
  },
  {
    name: 'update of a stack set, an account fails',
    expected: 'rolledBack',
    prepare: async (testBed) => {
      await testBed.deploy({ accounts: [ACCOUNTS[0]] });
      testBed.setBehaviourOnce({ failInAccounts: [ACCOUNTS[1]] });
    },
    deploy: (testBed) => testBed.deploy({ accounts: ACCOUNTS }),
  },
];
