import type { Mutation } from '../../function-bundle';

export const OPERATIONS: readonly Mutation[] = [
  {
    name: 'Delete is answered when the termination starts',
    file: 'lambda/operations/terminate.ts',
    from: "log('terminate',",
    to: "if (event.RequestType === 'Delete') return { kind: 'respond', response: { Status: 'SUCCESS', PhysicalResourceId: product.Id, Data: {} } };\n    log('terminate',",
  },
  {
    name: 'a secret is logged',
    file: 'lambda/operations/provision.ts',
    from: "log('launch', { ",
    to: "log('launch', { ...secrets.values, ",
  },
  {
    name: 'an update keeps the deployed version',
    file: 'lambda/operations/update.ts',
    from: 'return callUpdate(context, product, prepared, contentOf(prepared));',
    to: 'return callUpdate(context, product, prepared, { ...contentOf(prepared), ProvisioningArtifactId: product.ProvisioningArtifactId });',
  },
  {
    name: 'every launch fails',
    file: 'lambda/operations/provision.ts',
    from: 'return provision(context, name, prepared);',
    to: "throw new Failure({ what: 'It cannot be launched', advice: 'Try again' });",
  },
  {
    name: 'a rollback ignores termination errors where the app chose so for Delete',
    file: 'lambda/operations/terminate.ts',
    from: '      ...options,',
    to: "      IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',\n      ...options,",
  },
  {
    name: 'stack instances in undeclared accounts are kept',
    file: 'lambda/operations/stack-set.ts',
    from: "if (surplus) return { StackSetOperationType: 'DELETE', ...surplus };",
    to: "if (surplus?.StackSetAccounts.length === 0) return { StackSetOperationType: 'DELETE', ...surplus };",
  },
  {
    name: 'stack set calls omit the failure tolerance',
    file: 'lambda/operations/stack-set.ts',
    from: 'preferences.StackSetFailureToleranceCount ?? (tolerance === undefined ? 0 : undefined)',
    to: 'preferences.StackSetFailureToleranceCount',
  },
  {
    name: 'the message of a refused update is omitted',
    file: 'lambda/operations/update.ts',
    from: "words,\n    advice: 'The product is unchanged",
    to: "advice: 'The product is unchanged",
  },
  {
    name: 'a rollback does not restore tags',
    file: 'lambda/operations/restore.ts',
    from: 'return tags.length > 0 ? tags : declared;',
    to: 'return tags.slice(0, 0);',
  },
  {
    name: 'values that cannot be restored are not logged',
    file: 'lambda/operations/restore.ts',
    from: 'if (untold.length > 0) {',
    to: 'if (untold.length < 0) {',
  },
  {
    name: 'a rotated secret is taken for its former value',
    file: 'lambda/operations/restored-parameters.ts',
    from: 'return createdAt !== undefined && createdAt <= moment;',
    to: 'return createdAt !== undefined || moment < 0;',
  },
  {
    name: 'secrets are read for a request that is not current',
    file: 'lambda/operations/prepare.ts',
    from: 'if (Object.keys(declared.secretParameters).length > 0) await assertNotSuperseded(context);',
    to: '',
  },
];
