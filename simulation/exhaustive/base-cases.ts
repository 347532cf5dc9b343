import { Outcome } from './outcome';
import { ACCOUNTS, SECRETS, TestBed } from './test-bed';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';

/** A deployment in which everything may go wrong, and what was before it. */
export interface BaseCase {
  readonly name: string;
  /** How the deployment must end when nothing else goes wrong. */
  readonly ends: Outcome;
  readonly before?: (testBed: TestBed) => Promise<void>;
  readonly deployment: (testBed: TestBed) => Promise<StackOutcome>;
}

const QUOTA = `You have reached your quota with ${SECRETS.password}, which is ${JSON.stringify(SECRETS)}`;
const BUSY =
  'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.';

const minutes = (count: number): number => count * 60_000;

const deployed = async (testBed: TestBed): Promise<void> => {
  await testBed.deploy();
};

/** Create, update, delete and replacement, and each way in which the first try may fail. */
export const BASE_CASES: readonly BaseCase[] = [
  { name: 'create', ends: 'succeeded', deployment: (testBed) => testBed.deploy() },
  {
    name: 'create, the launch fails',
    ends: 'rolledBack',
    before: async (testBed) => testBed.behave({ failOnCreate: QUOTA }),
    deployment: (testBed) => testBed.deploy(),
  },
  {
    name: 'create, the service is busy',
    ends: 'succeeded',
    before: async (testBed) => testBed.behaveOnce({ failOnCreate: BUSY }),
    deployment: (testBed) => testBed.deploy(),
  },
  {
    name: 'create over an ERROR leftover',
    ends: 'succeeded',
    before: async (testBed) => {
      testBed.behaveOnce({ failOnCreate: QUOTA });
      await testBed.deploy({}, { disableRollback: true });
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'create, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (testBed) => testBed.behave({ takes: minutes(2) }),
    deployment: (testBed) => testBed.deploy({ siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'create by names, with many outputs',
    ends: 'succeeded',
    deployment: (testBed) =>
      testBed.deploy({
        byName: true,
        version: 'many outputs',
        launchPath: 'Platform',
        outputs: ['Size', 'Output1', 'Output30'],
      }),
  },
  {
    name: 'create while only another path is there',
    ends: 'succeeded',
    before: (testBed) => testBed.offerElsewhere(),
    deployment: (testBed) => testBed.deploy({ launchPath: 'Platform' }),
  },
  {
    name: 'create of a stack set',
    ends: 'succeeded',
    deployment: (testBed) => testBed.deploy({ accounts: ACCOUNTS }),
  },
  {
    name: 'update',
    ends: 'succeeded',
    before: deployed,
    deployment: (testBed) => testBed.deploy({ size: 'large', version: 'v2' }),
  },
  {
    name: 'update, the update fails',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.behaveOnce({ failOnUpdate: QUOTA });
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update, the service is busy',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.behaveOnce({ failOnUpdate: BUSY });
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product that is gone',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      await testBed.terminateByHand();
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product in ERROR',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.spoil();
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'update, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.behave({ takes: minutes(2) });
    },
    deployment: (testBed) => testBed.deploy({ size: 'large', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'update, a sibling fails later, and a newer version has the name',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.publishAgain();
    },
    deployment: (testBed) => testBed.deploy({ size: 'large', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'update, refused before any call, and a newer version has the name',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.publishAgain();
    },
    deployment: (testBed) => testBed.deploy({ size: 'huge' }),
  },
  {
    name: 'update, the update fails, and a newer version has the name',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.publishAgain();
      testBed.behaveOnce({ failOnUpdate: QUOTA });
    },
    deployment: (testBed) => testBed.deploy({ size: 'large' }),
  },
  {
    name: 'rollback of two updates that were kept, and a newer version has the name',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      await testBed.deploy({ size: 'large', siblingFailsAfter: minutes(30) }, { disableRollback: true });
      await testBed.deploy({ version: 'v2', siblingFailsAfter: minutes(31) }, { disableRollback: true });
      testBed.publishAgain();
    },
    deployment: (testBed) => testBed.rollBack(),
  },
  {
    name: 'update of a version that is no longer active',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy({ version: 'KEEP_ACTIVE' });
      testBed.deactivateVersion();
    },
    deployment: (testBed) => testBed.deploy({ version: 'KEEP_ACTIVE', size: 'large' }),
  },
  {
    name: 'update to another output, the record is forgotten',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      await testBed.deploy({ size: 'large' });
      testBed.forgetLastRecord();
    },
    deployment: (testBed) => testBed.deploy({ size: 'large', outputs: ['Size', 'Place'] }),
  },
  {
    name: 'update to other topics under the same name',
    ends: 'rolledBack',
    before: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network', topic: 'a' })),
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network', topic: 'b' }),
  },
  {
    name: 'update of a stack set',
    ends: 'succeeded',
    before: async (testBed) => void (await testBed.deploy({ accounts: [ACCOUNTS[0]] })),
    deployment: (testBed) => testBed.deploy({ accounts: [ACCOUNTS[1]], size: 'large' }),
  },
  {
    name: 'update of a stack set, an account fails',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy({ accounts: [ACCOUNTS[0]] });
      testBed.behaveOnce({ failInAccounts: [ACCOUNTS[1]] });
    },
    deployment: (testBed) => testBed.deploy({ accounts: ACCOUNTS }),
  },
  {
    name: 'replacement',
    ends: 'succeeded',
    before: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network-a' })),
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, the launch fails',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.behaveOnce({ failOnCreate: QUOTA });
    },
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.behave({ takes: minutes(2) });
    },
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'replacement, a sibling fails later',
    ends: 'rolledBack',
    before: async (testBed) => void (await testBed.deploy({ provisionedProductName: 'network-a' })),
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'replacement, the service is busy',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.behaveOnce({ failOnCreate: BUSY });
    },
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product that is gone',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      await testBed.terminateByHand();
    },
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product in ERROR',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy({ provisionedProductName: 'network-a' });
      testBed.spoil();
    },
    deployment: (testBed) => testBed.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, other topics',
    ends: 'succeeded',
    before: deployed,
    deployment: (testBed) => testBed.deploy({ topic: 'a' }),
  },
  { name: 'delete', ends: 'succeeded', before: deployed, deployment: (testBed) => testBed.destroy() },
  {
    name: 'delete, the termination fails',
    ends: 'stuck',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.behaveOnce({ failOnTerminate: 'The bucket is not empty' });
    },
    deployment: (testBed) => testBed.destroy(),
  },
  {
    name: 'delete, the service is busy',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      testBed.behaveOnce({ failOnTerminate: BUSY });
    },
    deployment: (testBed) => testBed.destroy(),
  },
  {
    name: 'delete of a product that is gone',
    ends: 'succeeded',
    before: async (testBed) => {
      await testBed.deploy();
      await testBed.terminateByHand();
    },
    deployment: (testBed) => testBed.destroy(),
  },
  {
    name: 'delete of a stack set',
    ends: 'succeeded',
    before: async (testBed) => void (await testBed.deploy({ accounts: ACCOUNTS })),
    deployment: (testBed) => testBed.destroy(),
  },
];

export function baseCaseNamed(name: string): BaseCase {
  const baseCase = BASE_CASES.find((one) => one.name === name);
  if (baseCase === undefined) throw new Error(`there is no baseCase "${name}"`);
  return baseCase;
}
