import { type Context, createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';
import { TemplateError } from './template';

/** Of a pattern that only a backtracking engine can match: all else stands still meanwhile. A busy machine needs some of it. */
const LONGEST_MATCH_MILLISECONDS = 1_000;

type Matches = (value: string) => boolean;

/** The same few patterns are looked at in every launch. */
const known = new Map<string, Matches>();
const MOST_KNOWN = 1000;

/**
 * Does a value match an `AllowedPattern`, as a whole? Patterns are Java's, and whoever writes a template writes its patterns:
 * an engine that takes linear time matches those it can read. It has no look-around and no back references, which one in eight
 * patterns of AWS's own sample templates uses: these are JavaScript's, whose syntax is Java's there, and get no more than a
 * second.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-regexes.html
 */
export function matchesAllowedPattern(pattern: string, value: string): boolean {
  const matches = known.get(pattern) ?? compile(pattern);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(pattern, matches);
  return matches(value);
}

function compile(pattern: string): Matches {
  try {
    const expression = RE2JS.compile(pattern);
    return (value) => expression.testExact(value);
  } catch {
    return (value) => matchesInTime(pattern, value);
  }
}

let context: Context | undefined;
const match = new Script('new RegExp(`^(?:${pattern})$`).test(value)');

/** Nothing else stops a regular expression of JavaScript. One that had to be stopped is not tried again. */
function matchesInTime(pattern: string, value: string): boolean {
  try {
    context ??= createContext({});
    Object.assign(context, { pattern, value });
    return match.runInContext(context, { timeout: LONGEST_MATCH_MILLISECONDS }) as boolean;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw unmatched(pattern, message);
    const tooSlow = unmatched(pattern, `it took more than ${LONGEST_MATCH_MILLISECONDS} ms over a value`);
    known.set(pattern, () => {
      throw tooSlow;
    });
    throw tooSlow;
  }
}

function unmatched(pattern: string, problem: string): TemplateError {
  return new TemplateError(`The local cloud cannot match AllowedPattern ${pattern}: ${problem}`);
}
