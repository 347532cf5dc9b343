import { type Stack } from './stack';

/** Returns the sentences of a stack's status reason that list the failed resources; empty where none has failed. */
export function listFailures(stack: Stack): string {
  return (['create', 'update', 'import'] as const)
    .map((verb) => {
      const status = `${verb.toUpperCase()}_FAILED`;
      const failed = [...stack.resources.values()].filter((resource) => resource.status === status);
      if (failed.length === 0) return '';
      return `The following resource(s) failed to ${verb}: [${failed.map(({ logicalId }) => logicalId).join(', ')}]. `;
    })
    .join('');
}
