import type { Mutation } from '../../function-bundle';

export const STEP: readonly Mutation[] = [
  {
    name: 'the function polls every second',
    file: 'lambda/step/pause.ts',
    from: 'if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;',
    to: 'if (waited >= 0) return 1;',
  },
  {
    name: 'the function polls every two minutes',
    file: 'lambda/step/pause.ts',
    from: 'if (waited < 2 * FIRST_PAUSE_SECONDS - 1) return FIRST_PAUSE_SECONDS;',
    to: 'if (waited >= 0) return 120;',
  },
];
