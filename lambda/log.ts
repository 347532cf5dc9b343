import { printable } from './messages/printable';

/**
 * Logs one line of JSON. Callers pass names, ids and states; never an event, a ResponseURL, a secret or the value of a
 * parameter.
 */
export function log(step: string, facts: Readonly<Record<string, string | number | undefined>>): void {
  console.log(
    JSON.stringify({ step, ...facts }, (_, fact: unknown) => (typeof fact === 'string' ? printable(fact) : fact)),
  );
}
