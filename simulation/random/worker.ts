import { Assignment, Message } from './crew';
import { search } from './search';
import { tallyOf } from './tally';
import { deploymentPackage } from '../mutations/deployment-package';

// The function is refused many a call, and a stack costs more than the refusal; who plays a story again sees the stacks.
Error.stackTraceLimit = 0;

/** One process of the crew: searches as it is told, until its parent goes. */
process.on('message', (assignment: Assignment) => {
  const send = (message: Message) => process.send?.(message);
  carryOut(assignment, send).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function carryOut({ mutation, ...options }: Assignment, send: (message: Message) => void): Promise<void> {
  const finding = await search({
    ...options,
    code: await deploymentPackage(mutation),
    shrinks: mutation === undefined,
    onPlayed: (played) => send({ played: tallyOf(played) }),
  });
  send({ ended: { finding } });
}
