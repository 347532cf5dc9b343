import type { Mutation } from '../../function-bundle';

export const HANDLERS: readonly Mutation[] = [
  {
    name: 'what was launched without a reply is launched again, under another name',
    file: 'lambda/handlers/create.ts',
    from: 'if (existing === undefined) return waitForAccess(context, () => launch(context, name));',
    to: "const again = { ...context, progress: { ...context.progress, calls: 100 } };\n  if (existing?.Status === 'UNDER_CHANGE') return launch(again, `${name}-again`);\n  if (existing === undefined) return waitForAccess(context, () => launch(context, name));",
  },
  {
    name: 'a product of that name is adopted, whoever launched it',
    file: 'lambda/handlers/create.ts',
    from: 'if (!(await isOwn(context, existing))) throw nameTaken(existing);',
    to: '',
  },
  {
    name: 'Delete removes a product of that name, whoever launched it',
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
    name: 'errors of a termination are ignored without being asked to',
    file: 'lambda/handlers/delete.ts',
    from: "IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',",
    to: 'IgnoreErrors: true,',
  },
  {
    name: 'a rollback does not look for an abandoned replacement',
    file: 'lambda/handlers/update.ts',
    from: 'if (abandoned) return terminateWhenStable(context, abandoned);',
    to: '',
  },
  {
    name: 'a rollback removes what was there before, too',
    file: 'lambda/handlers/delete.ts',
    from: 'return sparesId === product.Id || (sparesOlderThan !== undefined && isOlderThan(product, sparesOlderThan));',
    to: 'return sparesId === product.Id;',
  },
  {
    name: 'a tainted product counts as what is declared',
    file: 'lambda/handlers/update.ts',
    from: "if (Status !== 'AVAILABLE' || before === undefined ||",
    to: "if (Status === 'ERROR' || before === undefined ||",
  },
  {
    name: 'a tainted product is launched anew',
    file: 'lambda/handlers/update.ts',
    from: 'if (await isFailedLaunch(cloud, current)) return',
    to: "if ((await isFailedLaunch(cloud, current)) || current.Status === 'TAINTED') return",
  },
  {
    name: 'every Delete fails',
    file: 'lambda/handlers/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if (product) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'every Delete of what was replaced fails',
    file: 'lambda/handlers/delete.ts',
    from: 'if (!(await isStable(cloud, product))) return',
    to: "if ((await cloud.stack(event.StackId))?.status.includes('CLEANUP')) throw new Error('no');\n  if (!(await isStable(cloud, product))) return",
  },
  {
    name: 'resources that are to be retained are removed',
    file: 'lambda/handlers/delete.ts',
    from: "RetainPhysicalResources: event.ResourceProperties.RetainPhysicalResources === 'true',",
    to: '',
  },
  {
    name: 'an update is answered without its reason where it has removed what it had launched',
    file: 'lambda/handlers/update.ts',
    from: 'failure: error.reason,',
    to: "failure: new Failure({ what: 'The update failed', advice: '' }).message,",
  },
  {
    name: 'the way back resolves the declaration afresh',
    file: 'lambda/handlers/update.ts',
    from: 'return restore(context, before, state);',
    to: 'return applyDeclaration(context, before);',
  },
  {
    name: 'an untouched product is updated on the way back',
    file: 'lambda/handlers/update.ts',
    from: 'return succeed(context, before);',
    to: 'return applyDeclaration(context, before);',
  },
  {
    name: 'what is declared after a failure that was kept counts as reached',
    file: 'lambda/handlers/update.ts',
    from: 'return isWithoutCloudFormation(context) || wasReached(context);',
    to: 'return true;',
  },
];
