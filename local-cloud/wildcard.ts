/**
 * Does a text match a pattern, in which `*` stands for any characters and `?` for one? Goes back to the last `*` only, so that
 * no pattern takes longer than the product of both lengths; a regular expression could take for ever.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let [inPattern, inText, afterStar, resumeAt] = [0, 0, -1, 0];
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      afterStar = ++inPattern;
      resumeAt = inText;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[inText])) {
      inPattern++;
      inText++;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      inText = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}
