import type { Mutation } from '../../function-bundle';

export const REQUEST: readonly Mutation[] = [
  {
    name: 'the token is random',
    file: 'lambda/request/token.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt)}-${Math.random().toString(36).slice(2)}-${call}$',
  },
  {
    name: 'the token does not depend on the resource',
    file: 'lambda/request/token.ts',
    from: 'return `${attemptKey(attempt)}-${call}$',
    to: 'return `${attemptKey(attempt).slice(20)}-${call}$',
  },
  {
    name: 'the old properties are dropped',
    file: 'lambda/request/carried-event.ts',
    from: 'OldResourceProperties: isObject(before) ? priorProperties(before) : undefined,',
    to: 'OldResourceProperties: undefined,',
  },
  {
    name: 'a change of parameters is taken for none',
    file: 'lambda/request/prior-properties.ts',
    from: 'ServiceToken: undefined,',
    to: 'ServiceToken: undefined,\n    ProvisioningParameters: undefined,',
  },
  {
    name: 'a change of topics does not replace the product',
    file: 'lambda/request/names.ts',
    from: 'const suffix = topics.length === 0 ?',
    to: 'const suffix = topics.length >= 0 ?',
  },
  {
    name: 'a change of parameters replaces the product',
    file: 'lambda/request/names.ts',
    from: 'const topics = topicsOf(properties);',
    to: 'const topics = [...topicsOf(properties), JSON.stringify(properties.ProvisioningParameters)];',
  },
  {
    name: 'the declared timeout is ignored',
    file: 'lambda/request/deadline.ts',
    from: 'timeoutSeconds(event.ResourceProperties) * 1000;',
    to: 'timeoutSeconds({ ...event.ResourceProperties, TimeoutSeconds: undefined }) * 1000;',
  },
];
