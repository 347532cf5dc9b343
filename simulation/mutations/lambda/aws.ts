import type { Mutation } from '../../function-bundle';

export const AWS: readonly Mutation[] = [
  {
    name: 'missing access is recognised only by known messages',
    file: 'lambda/aws/errors.ts',
    from: 'if (isNotFound(error)) return true;',
    to: 'if (isNotFound(error)) return /No launch paths found|does not exist or access was denied/.test(String(error));',
  },
];
