import type { Mutation } from '../../function-bundle';

export const REQUEST: readonly Mutation[] = [
  {
    name: 'a random token in place of the deterministic one',
    file: 'lambda/request/token.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt)}-${Math.random().toString(36).slice(2)}-${call}$',
  },
  {
    name: 'the token does not tell for which resource it is',
    file: 'lambda/request/token.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt).slice(20)}-${call}$',
  },
  {
    name: 'what was declared before is forgotten',
    file: 'lambda/request/carried-event.ts',
    from: 'OldResourceProperties: isObject(before) ? priorProperties(before) : undefined,',
    to: 'OldResourceProperties: undefined,',
  },
  {
    name: 'other values of parameters are taken for the same',
    file: 'lambda/request/prior-properties.ts',
    from: 'ServiceToken: undefined,',
    to: 'ServiceToken: undefined,\n    ProvisioningParameters: undefined,',
  },
  {
    name: 'other topics launch no replacement',
    file: 'lambda/request/names.ts',
    from: 'const suffix = topics.length === 0 ?',
    to: 'const suffix = topics.length >= 0 ?',
  },
  {
    name: 'other parameters launch a replacement',
    file: 'lambda/request/names.ts',
    from: 'const topics = topicsOf(properties);',
    to: 'const topics = [...topicsOf(properties), JSON.stringify(properties.ProvisioningParameters)];',
  },
  {
    name: 'the timeout of the app is forgotten',
    file: 'lambda/request/deadline.ts',
    from: 'timeoutSeconds(event.ResourceProperties) * 1000;',
    to: 'timeoutSeconds({ ...event.ResourceProperties, TimeoutSeconds: undefined }) * 1000;',
  },
];
