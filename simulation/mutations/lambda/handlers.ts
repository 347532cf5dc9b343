import type { Mutation } from '../../function-bundle';

export const HANDLERS: readonly Mutation[] = [
  {
    name: 'a launch without a reply is repeated under another name',
    file: 'lambda/handlers/create.ts',
    from: 'if (existing === undefined) return waitForAccess(context, () => launch(context, name));',
    to: "const again = { ...context, progress: { ...context.progress, calls: 100 } };\n  if (existing?.Status === 'UNDER_CHANGE') return launch(again, `${name}-again`);\n  if (existing === undefined) return waitForAccess(context, () => launch(context, name));",
  },
  {
    name: 'a product of the declared name is adopted, whoever launched it',
    file: 'lambda/handlers/create.ts',
    from: 'if (!(await isOwn(context, existing))) throw nameTaken(existing);',
    to: '',
  },
  {
    name: 'Delete terminates a product of the declared name, whoever launched it',
    file: 'lambda/handlers/delete.ts',
    from: '(await isOwn(context, named)) &&',
    to: '',
  },
  {
    name: 'Delete trusts the physical id',
    file: 'lambda/handlers/delete.ts',
    from: '(await isOwn(context, named)) &&',
    to: 'isProvisionedProductId(event.PhysicalResourceId) && (await isOwn(context, named)) &&',
  },
  {
    name: 'termination errors are always ignored',
    file: 'lambda/handlers/delete.ts',
    from: "IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',",
    to: 'IgnoreErrors: true,',
  },
  {
    name: 'a rollback leaves an abandoned replacement',
    file: 'lambda/handlers/update.ts',
    from: 'if (abandoned) return terminateWhenStable(context, abandoned);',
    to: '',
  },
  {
    name: 'a rollback terminates what existed before, too',
    file: 'lambda/handlers/delete.ts',
    from: 'return sparesId === product.Id || (sparesOlderThan !== undefined && isOlderThan(product, sparesOlderThan));',
    to: 'return sparesId === product.Id;',
  },
  {
    name: 'a tainted product is taken for up to date',
    file: 'lambda/handlers/update.ts',
    from: "if (Status !== 'AVAILABLE' || before === undefined ||",
    to: "if (Status === 'ERROR' || before === undefined ||",
  },
  {
    name: 'a tainted product is replaced',
    file: 'lambda/handlers/update.ts',
    from: 'if (await isFailedLaunch(cloud, current)) return',
    to: "if ((await isFailedLaunch(cloud, current)) || current.Status === 'TAINTED') return",
  },
  {
    name: 'every Delete fails',
    file: 'lambda/handlers/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if (product.Id) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'every Delete of a replaced product fails',
    file: 'lambda/handlers/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if ((await cloud.stack(event.StackId))?.status.includes('CLEANUP')) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'retainPhysicalResources is ignored',
    file: 'lambda/handlers/delete.ts',
    from: "RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',",
    to: '',
  },
  {
    name: 'an update whose replacement was terminated fails without its reason',
    file: 'lambda/handlers/update.ts',
    from: 'failure: error.reason,',
    to: "failure: new Failure({ what: 'The update failed', advice: '' }).message,",
  },
  {
    name: 'a rollback resolves the declaration again',
    file: 'lambda/handlers/update.ts',
    from: 'return restore(context, before, state);',
    to: 'return applyDeclaration(context, before);',
  },
  {
    name: 'a rollback updates an untouched product',
    file: 'lambda/handlers/update.ts',
    from: 'return succeed(context, before);',
    to: 'return applyDeclaration(context, before);',
  },
  {
    name: 'a declaration after a kept failure is taken for applied',
    file: 'lambda/handlers/update.ts',
    from: 'return isWithoutCloudFormation(context) || wasReached(context);',
    to: 'return true;',
  },
];
