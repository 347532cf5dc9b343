/** Conditions that come true within minutes or never. The keys are kept from step to step; the texts may change. */
export const MISSING = {
  access: 'access to the portfolio to take effect',
  engine: 'the engine of the product to return its parameters',
  launchPath: 'the launch path to be known again',
  limit: 'room under a limit of the service',
  name: 'the name of the product to become free',
  permission: 'a permission to take effect',
  plan: 'the open plan of the product to be executed or deleted',
  other: 'what is missing to appear',
} as const;

export type Missing = keyof typeof MISSING;
