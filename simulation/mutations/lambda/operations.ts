import type { Mutation } from '../../function-bundle';

export const OPERATIONS: readonly Mutation[] = [
  {
    name: 'Delete is answered when the termination was called',
    file: 'lambda/operations/terminate.ts',
    from: "log('terminate',",
    to: "if (event.RequestType === 'Delete') return { answer: { Status: 'SUCCESS', PhysicalResourceId: product.Id, Data: {} } };\n    log('terminate',",
  },
  {
    name: 'a secret is logged',
    file: 'lambda/operations/provision.ts',
    from: "log('launch', { ",
    to: "log('launch', { ...secrets.values, ",
  },
  {
    name: 'an update takes the version that is deployed',
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
    name: 'a rollback, too, ignores errors of a termination where the app chose so for its removal',
    file: 'lambda/operations/terminate.ts',
    from: '      ...options,',
    to: "      IgnoreErrors: event.ResourceProperties.IgnoreErrors === 'true',\n      ...options,",
  },
  {
    name: 'accounts that are no longer declared keep their instances',
    file: 'lambda/operations/stack-set.ts',
    from: "if (surplus) return { StackSetOperationType: 'DELETE', ...surplus };",
    to: "if (surplus?.StackSetAccounts.length === 0) return { StackSetOperationType: 'DELETE', ...surplus };",
  },
  {
    name: 'calls for a stack set leave out how many may fail',
    file: 'lambda/operations/stack-set.ts',
    from: 'preferences.StackSetFailureToleranceCount ?? (tolerance === undefined ? 0 : undefined)',
    to: 'preferences.StackSetFailureToleranceCount',
  },
  {
    name: 'the words of a refused update are left out',
    file: 'lambda/operations/update.ts',
    from: "words,\n    advice: 'The product is unchanged",
    to: "advice: 'The product is unchanged",
  },
  {
    name: 'the tags from before do not come back',
    file: 'lambda/operations/restore.ts',
    from: 'return tags.length > 0 ? tags : declared;',
    to: 'return tags.slice(0, 0);',
  },
  {
    name: 'nobody is told which values could not be brought back',
    file: 'lambda/operations/restore.ts',
    from: 'if (untold.length > 0) {',
    to: 'if (untold.length < 0) {',
  },
  {
    name: 'a secret that was rotated counts as what it was before',
    file: 'lambda/operations/restored-parameters.ts',
    from: 'return createdAt !== undefined && createdAt <= moment;',
    to: 'return createdAt !== undefined || moment < 0;',
  },
  {
    name: 'secrets are read for whoever asks',
    file: 'lambda/operations/prepare.ts',
    from: 'if (Object.keys(declared.secretParameters).length > 0) await assertNotSuperseded(context);',
    to: '',
  },
];
