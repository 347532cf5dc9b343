const [STAR, QUESTION_MARK] = [...'*?'].map((character) => character.charCodeAt(0));

/**
 * Returns true where the text matches the pattern, in which `*` stands for any characters and `?` for one. It
 * backtracks to the last `*` only, so that its time is bounded by the product of both lengths; that of a regular
 * expression is not.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [inPattern, inText, afterStar, resumeAt] = [0, 0, -1, 0];
  while (inText < text.length) {
    // A trailing star matches the rest.
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
