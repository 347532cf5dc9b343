/** The key of TagOptions that no app declares as a tag. */
export const TAG_OPTION = 'of-tag-options';

/** The key of TagOptions with several values, of which no app chooses one. */
export const TAG_OPTION_TO_CHOOSE = 'of-tag-options-to-choose';

/** Whether Service Catalog added the tag by itself. */
export function isOfTagOptions(key: string): boolean {
  return key === TAG_OPTION || key.startsWith('sc-tagoption-conflict-');
}
