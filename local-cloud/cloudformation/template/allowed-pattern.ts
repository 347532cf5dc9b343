import { type Context, createContext, Script } from 'node:vm';
import { RE2JS } from 're2js';
import { TemplateError } from './template';

/**
 * The limit for a pattern that only a backtracking engine can match, which blocks the process. A busy machine needs
 * part of it.
 */
const LONGEST_MATCH_MILLISECONDS = 1_000;

type Matches = (value: string) => boolean;

/** Every launch matches the same few patterns. */
const known = new Map<string, Matches>();
const MOST_KNOWN = 1000;

/**
 * Returns true where the whole value matches an `AllowedPattern`. Patterns are Java's, and any template may bring its
 * own, so they are matched in linear time where possible. That engine has neither look-around nor back references,
 * which one in eight patterns of AWS's own sample templates uses: those are matched by JavaScript, whose syntax is the
 * same there, for at most a second.
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

/**
 * A context with a timeout is the only way to stop a regular expression of JavaScript. One that was stopped is not
 * tried again.
 */
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
  return new TemplateError(`the local cloud cannot match AllowedPattern ${pattern}: ${problem}`);
}
