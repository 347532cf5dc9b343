import { needlessReplacements } from './no-loss/needless-replacements';
import { unrequestedTerminations } from './no-loss/unrequested-terminations';
import { type History } from '../history/history';

/** Nothing is terminated or replaced, and nothing in another way, than was asked for. */
export function noLoss(history: History): string[] {
  return [...unrequestedTerminations(history), ...needlessReplacements(history)];
}
