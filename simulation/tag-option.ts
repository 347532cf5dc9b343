/** The key of the TagOptions of the catalog: no app declares it. */
export const TAG_OPTION = 'of-tag-options';

/** The service itself adds these. */
export function isOfTagOptions(key: string): boolean {
  return key === TAG_OPTION || key.startsWith('sc-tagoption-conflict-');
}
