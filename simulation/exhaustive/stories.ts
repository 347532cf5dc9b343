import { Ending } from './ending';
import { SECRET, Stage } from './stage';
import { StackOutcome } from '../../local-cloud/cloudformation/stack-engine';

/** A deployment in which everything may go wrong, and what was before it. */
export interface Story {
  readonly name: string;
  /** How the deployment must end when nothing else goes wrong. */
  readonly ends: Ending;
  readonly before?: (stage: Stage) => Promise<void>;
  readonly deployment: (stage: Stage) => Promise<StackOutcome>;
}

const QUOTA = `You have reached your quota with ${SECRET}`;
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
      stage.cloud.serviceCatalog.outside.terminate(stage.launched.id);
      await stage.settle();
    },
    deployment: (stage) => stage.deploy({ size: 'large' }),
  },
  {
    name: 'update of a product in ERROR',
    ends: 'stuck',
    before: async (stage) => {
      await stage.deploy();
      stage.cloud.serviceCatalog.outside.enter(stage.launched.id, { status: 'ERROR', message: 'drifted' });
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
      stage.cloud.serviceCatalog.outside.terminate(stage.launched.id);
      await stage.settle();
    },
    deployment: (stage) => stage.destroy(),
  },
];
