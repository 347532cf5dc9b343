const [STAR, QUESTION_MARK] = [...'*?'].map((character) => character.charCodeAt(0));

/**
 * Does a text match a pattern, in which `*` stands for any characters and `?` for one? Goes back to the last `*` only, so that
 * no pattern takes longer than the product of both lengths; a regular expression could take for ever.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [inPattern, inText, afterStar, resumeAt] = [0, 0, -1, 0];
  while (inText < text.length) {
    // What ends in a star takes the rest as it is.
    if (afterStar === pattern.length) return true;
    const wanted = pattern.charCodeAt(inPattern);
    if (wanted === STAR) {
      afterStar = ++inPattern;
      resumeAt = inText;
    } else if (wanted === QUESTION_MARK || wanted === text.charCodeAt(inText)) {
      inPattern++;
      inText++;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      inText = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern.charCodeAt(inPattern) === STAR) inPattern++;
  return inPattern === pattern.length;
}
