import { stripVTControlCharacters } from 'node:util';

/** The steps of the demo that are worth a picture: a deploy that succeeds, and one that fails. */
const SHOWN = [1, 5];

const TITLE = /^(\d+)\. /;
const COMMAND = /^\$ /;
const OF_PRODUCT = /^ {4}\S+ +pp-/;
const PROGRESS = /[█░]/;
const OUTCOME = /^(✅|❌)/;
const REASON_BEGINS = /^‣ DeploymentError/;
const REASON_ENDS = /^ +Logs from /;
const LAST = /^[✔✘]/;

/** What a picture shows of what the demo prints: the commands, what becomes of the products, the outcome and the reason. */
export function highlights(lines: readonly string[]): string[] {
  const shown: string[] = [];
  let step = 0;
  let isReason = false;
  for (const [index, line] of lines.entries()) {
    const text = stripVTControlCharacters(line);
    step = Number(TITLE.exec(text)?.[1] ?? step);
    isReason = REASON_BEGINS.test(text) || (isReason && !REASON_ENDS.test(text));
    const isLast = LAST.test(text);
    const isShown = isLast || (SHOWN.includes(step) && (isReason || isWorthShowing(text, lines.slice(index + 1))));
    if (isShown && (isLast || TITLE.test(text)) && shown.length > 0) shown.push('');
    if (isShown) shown.push(line);
  }
  return shown;
}

function isWorthShowing(text: string, following: readonly string[]): boolean {
  if (PROGRESS.test(text)) return isLastProgress(text, following);
  return [TITLE, COMMAND, OF_PRODUCT, OUTCOME].some((pattern) => pattern.test(text));
}

/** Of the many lines that tell how far a product is, the last. */
function isLastProgress(text: string, following: readonly string[]): boolean {
  const [product = ''] = text.split(PROGRESS);
  const next = following.map(stripVTControlCharacters).find((line) => line.startsWith(product));
  return next === undefined || !PROGRESS.test(next);
}
