/** The key of the TagOptions of the catalog: no app declares it. */
export const TAG_OPTION = 'of-tag-options';
