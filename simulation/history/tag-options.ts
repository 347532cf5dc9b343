/** The key of the TagOptions of the catalog: no app declares it. */
export const TAG_OPTION = 'of-tag-options';

/** The key of those that leave a choice, which no app makes. */
export const TAG_OPTION_TO_CHOOSE = 'of-tag-options-to-choose';

/** The service itself adds these. */
export function isOfTagOptions(key: string): boolean {
  return key === TAG_OPTION || key.startsWith('sc-tagoption-conflict-');
}
