import type { Mutation } from '../../function-bundle';

export const ORDERING: readonly Mutation[] = [
  {
    name: 'an older execution is not stopped',
    file: 'lambda/ordering/supersede-older.ts',
    from: 'for (const arn of progress.older) if (nameOf(arn).startsWith(prefix)) await cloud.executions.stop(arn);',
    to: '',
  },
  {
    name: 'an abandoned request still changes something',
    file: 'lambda/ordering/assert-current.ts',
    from: 'if (isCurrent(context, resource)) return;',
    to: 'if (context !== undefined) return;',
  },
  {
    name: 'the last step of an older request is not awaited',
    file: 'lambda/ordering/supersede-older.ts',
    from: 'const STEP_MILLISECONDS = (FUNCTION_TIMEOUT_SECONDS + 5) * 1000;',
    to: 'const STEP_MILLISECONDS = 0 * FUNCTION_TIMEOUT_SECONDS;',
  },
  {
    name: 'a rollback restores the newest success',
    file: 'lambda/ordering/prior-state.ts',
    from: 'const record = before.filter(hasSucceeded).at(-1);',
    to: 'const record = records.filter(hasSucceeded).at(-1);',
  },
  {
    name: 'a rollback restores the last record, succeeded or not',
    file: 'lambda/ordering/prior-state.ts',
    from: 'const record = before.filter(hasSucceeded).at(-1);',
    to: 'const record = before.at(-1);',
  },
  {
    name: 'of several kept operations, a rollback undoes only the newest',
    file: 'lambda/ordering/stack-operation.ts',
    from: 'beginOf(begins.at(-1)?.at ?? context.now, stableAt)',
    to: 'beginOf((begins.at(1) ?? begins.at(0))?.at ?? context.now)',
  },
  {
    name: 'the record history is taken to be newest first',
    file: 'lambda/ordering/prior-state.ts',
    from: '.sort((one, other) => createdAt(one) - createdAt(other));',
    to: '.reverse();',
  },
  {
    name: 'a rollback is recognised by the stack status alone',
    file: 'lambda/ordering/stack-operation.ts',
    from: 'if (isTakenBackAlone(events)) {',
    to: "if (isTakenBackAlone(events)) return operationOf(context, 'deploying', since, completed?.at);\n  if (context.now < 0) {",
  },
  {
    name: 'a Delete without a stack resource is taken for that of a replaced product',
    file: 'lambda/ordering/assert-current.ts',
    from: 'return !isProvisionedProductId(physicalId);\n',
    to: 'return false;\n',
  },
  {
    name: 'a product belongs to any request with its id',
    file: 'lambda/ordering/owner.ts',
    from: 'if (isForeign(event, product)) return false;',
    to: 'if (product.Id === event.PhysicalResourceId || isForeign(event, product)) return product.Id === event.PhysicalResourceId;',
  },
  {
    name: 'a stack at rest is served',
    file: 'lambda/ordering/assert-current.ts',
    from: "if (!stack?.status.endsWith('_IN_PROGRESS')) throw new Superseded(false);",
    to: '',
  },
  {
    name: 'the claim of a step that there is no CloudFormation is trusted',
    file: 'lambda/ordering/engine.ts',
    from: "if (await cloud.stack(cloud.ownStackId)) throw new Error('CloudFormation knows the stack of this function');",
    to: '',
  },
  {
    name: 'a step stops any execution it names',
    file: 'lambda/ordering/supersede-older.ts',
    from: 'for (const arn of progress.older) if (nameOf(arn).startsWith(prefix)) await cloud.executions.stop(arn);',
    to: 'for (const arn of progress.older) if (nameOf(arn) !== prefix) await cloud.executions.stop(arn);',
  },
];
