import { Ending } from './outcome';
import { ACCOUNTS, SECRETS, Stage } from './test-bed';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';

/** A deployment in which everything may go wrong, and what was before it. */
export interface Story {
  readonly name: string;
  /** How the deployment must end when nothing else goes wrong. */
  readonly ends: Ending;
  readonly before?: (stage: Stage) => Promise<void>;
  readonly deployment: (stage: Stage) => Promise<StackOutcome>;
}

const QUOTA = `You have reached your quota with ${SECRETS.password}, which is ${JSON.stringify(SECRETS)}`;
const BUSY =
  'ResourceInUseException  Account Factory cannot complete an operation on this account, because another AWS Control Tower operation is in progress. Try again later.';

const minutes = (count: number): number => count * 60_000;

const deployed = async (stage: Stage): Promise<void> => {
  await stage.deploy();
};

/** Create, update, delete and replacement, and each way in which the first try may fail. */
export const STORIES: readonly Story[] = [
  { name: 'create', ends: 'succeeded', deployment: (stage) => stage.deploy() },
  {
    name: 'create, the launch fails',
    ends: 'rolledBack',
    before: async (stage) => stage.behave({ failOnCreate: QUOTA }),
    deployment: (stage) => stage.deploy(),
  },
  {
    name: 'create, the service is busy',
    ends: 'succeeded',
    before: async (stage) => stage.behaveOnce({ failOnCreate: BUSY }),
    deployment: (stage) => stage.deploy(),
  },
  {
    name: 'create over an ERROR leftover',
    ends: 'succeeded',
    before: async (stage) => {
      stage.behaveOnce({ failOnCreate: QUOTA });
      await stage.deploy({}, { disableRollback: true });
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'create, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (stage) => stage.behave({ takes: minutes(2) }),
    deployment: (stage) => stage.deploy({ siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'create by names, with many outputs',
    ends: 'succeeded',
    deployment: (stage) =>
      stage.deploy({
        byName: true,
        version: 'many outputs',
        launchPath: 'Platform',
        outputs: ['Size', 'Output1', 'Output30'],
      }),
  },
  {
    name: 'create while only another path is there',
    ends: 'succeeded',
    before: (stage) => stage.offerElsewhere(),
    deployment: (stage) => stage.deploy({ launchPath: 'Platform' }),
  },
  {
    name: 'create of a stack set',
    ends: 'succeeded',
    deployment: (stage) => stage.deploy({ accounts: ACCOUNTS }),
  },
  {
    name: 'update',
    ends: 'succeeded',
    before: deployed,
    deployment: (stage) => stage.deploy({ size: 'large', version: 'v2' }),
  },
  {
    name: 'update, the update fails',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.behaveOnce({ failOnUpdate: QUOTA });
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'update, the service is busy',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      stage.behaveOnce({ failOnUpdate: BUSY });
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product that is gone',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      await stage.terminateByHand();
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product in ERROR',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.spoil();
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'update, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.behave({ takes: minutes(2) });
    },
    deployment: (stage) => stage.deploy({ size: 'large', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'update, a sibling fails later, and a newer version has the name',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.publishAgain();
    },
    deployment: (stage) => stage.deploy({ size: 'large', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'update, refused before any call, and a newer version has the name',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.publishAgain();
    },
    deployment: (stage) => stage.deploy({ size: 'huge' }),
  },
  {
    name: 'update, the update fails, and a newer version has the name',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy();
      stage.publishAgain();
      stage.behaveOnce({ failOnUpdate: QUOTA });
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'rollback of two updates that were kept, and a newer version has the name',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      await stage.deploy({ size: 'large', siblingFailsAfter: minutes(30) }, { disableRollback: true });
      await stage.deploy({ version: 'v2', siblingFailsAfter: minutes(31) }, { disableRollback: true });
      stage.publishAgain();
    },
    deployment: (stage) => stage.rollBack(),
  },
  {
    name: 'update of a version that is no longer active',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy({ version: 'KEEP_ACTIVE' });
      stage.deactivateVersion();
    },
    deployment: (stage) => stage.deploy({ version: 'KEEP_ACTIVE', size: 'large' }),
  },
  {
    name: 'update to another output, the record is forgotten',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      await stage.deploy({ size: 'large' });
      stage.forgetLastRecord();
    },
    deployment: (stage) => stage.deploy({ size: 'large', outputs: ['Size', 'Place'] }),
  },
  {
    name: 'update to other topics under the same name',
    ends: 'rolledBack',
    before: async (stage) => void (await stage.deploy({ provisionedProductName: 'network', topic: 'a' })),
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network', topic: 'b' }),
  },
  {
    name: 'update of a stack set',
    ends: 'succeeded',
    before: async (stage) => void (await stage.deploy({ accounts: [ACCOUNTS[0]] })),
    deployment: (stage) => stage.deploy({ accounts: [ACCOUNTS[1]], size: 'large' }),
  },
  {
    name: 'update of a stack set, an account fails',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy({ accounts: [ACCOUNTS[0]] });
      stage.behaveOnce({ failInAccounts: [ACCOUNTS[1]] });
    },
    deployment: (stage) => stage.deploy({ accounts: ACCOUNTS }),
  },
  {
    name: 'replacement',
    ends: 'succeeded',
    before: async (stage) => void (await stage.deploy({ provisionedProductName: 'network-a' })),
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, the launch fails',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy({ provisionedProductName: 'network-a' });
      stage.behaveOnce({ failOnCreate: QUOTA });
    },
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, a sibling fails meanwhile',
    ends: 'rolledBack',
    before: async (stage) => {
      await stage.deploy({ provisionedProductName: 'network-a' });
      stage.behave({ takes: minutes(2) });
    },
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(1.5) }),
  },
  {
    name: 'replacement, a sibling fails later',
    ends: 'rolledBack',
    before: async (stage) => void (await stage.deploy({ provisionedProductName: 'network-a' })),
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b', siblingFailsAfter: minutes(30) }),
  },
  {
    name: 'replacement, the service is busy',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy({ provisionedProductName: 'network-a' });
      stage.behaveOnce({ failOnCreate: BUSY });
    },
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product that is gone',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy({ provisionedProductName: 'network-a' });
      await stage.terminateByHand();
    },
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement of a product in ERROR',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy({ provisionedProductName: 'network-a' });
      stage.spoil();
    },
    deployment: (stage) => stage.deploy({ provisionedProductName: 'network-b' }),
  },
  {
    name: 'replacement, other topics',
    ends: 'succeeded',
    before: deployed,
    deployment: (stage) => stage.deploy({ topic: 'a' }),
  },
  { name: 'delete', ends: 'succeeded', before: deployed, deployment: (stage) => stage.destroy() },
  {
    name: 'delete, the termination fails',
    ends: 'stuck',
    before: async (stage) => {
      await stage.deploy();
      stage.behaveOnce({ failOnTerminate: 'The bucket is not empty' });
    },
    deployment: (stage) => stage.destroy(),
  },
  {
    name: 'delete, the service is busy',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      stage.behaveOnce({ failOnTerminate: BUSY });
    },
    deployment: (stage) => stage.destroy(),
  },
  {
    name: 'delete of a product that is gone',
    ends: 'succeeded',
    before: async (stage) => {
      await stage.deploy();
      await stage.terminateByHand();
    },
    deployment: (stage) => stage.destroy(),
  },
  {
    name: 'delete of a stack set',
    ends: 'succeeded',
    before: async (stage) => void (await stage.deploy({ accounts: ACCOUNTS })),
    deployment: (stage) => stage.destroy(),
  },
];

export function storyNamed(name: string): Story {
  const story = STORIES.find((one) => one.name === name);
  if (story === undefined) throw new Error(`there is no story "${name}"`);
  return story;
}
