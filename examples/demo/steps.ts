/** One command of the demo, and what it is to come to. */
export interface Step {
  readonly title: string;
  readonly command: string;
  /** @default 0 */
  readonly exitCode?: number;
  /** How many operations Service Catalog is to see. */
  readonly operations: number;
}

const CHANGED = '-c networkVersion=v2 -c databaseStorage=50';
const REFUSED = '-c networkVersion=v2 -c databaseStorage=10';

export const STEPS: readonly Step[] = [
  {
    title: 'Deploy a catalog of three products, and a workload that launches them',
    command: 'deploy --all',
    operations: 3,
  },
  {
    title: 'Deploy again: nothing has changed, so Service Catalog is not called',
    command: 'deploy --all',
    operations: 0,
  },
  {
    title: 'Look at a change: the next version of the network, and a larger database',
    command: `diff Shop --exclusively ${CHANGED}`,
    operations: 0,
  },
  {
    title: 'Deploy that change',
    command: `deploy Shop --exclusively ${CHANGED}`,
    operations: 2,
  },
  {
    title: 'Ask for a database that RDS refuses: the deployment says why, and takes everything back',
    command: `deploy Shop --exclusively ${REFUSED}`,
    exitCode: 1,
    operations: 2,
  },
  {
    title: 'Destroy the workload, which terminates its products, and the catalog',
    command: 'destroy --all --force',
    operations: 3,
  },
];
