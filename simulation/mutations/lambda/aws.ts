import type { Mutation } from '../../function-bundle';

export const AWS: readonly Mutation[] = [
  {
    name: 'access that is missing is known by words that were seen',
    file: 'lambda/aws/errors.ts',
    from: 'if (isNotFound(error)) return true;',
    to: 'if (isNotFound(error)) return /No launch paths found|does not exist or access was denied/.test(String(error));',
  },
];
