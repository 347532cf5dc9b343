/** A request that ends with FAILED, in words for the person who reads the deploy's output. */
export class Failure extends Error {
  constructor(readonly parts: FailureParts) {
    super(failureText(parts));
  }
}

export interface FailureParts {
  /** One sentence of what failed, with product, version and name. */
  readonly what: string;
  /** What the service said, in its own words. */
  readonly words?: string;
  /** Record and provisioned product, for support and for the console. */
  readonly ids?: readonly (string | undefined)[];
  /** One sentence of what to do. */
  readonly advice: string;
  /** The reason may go away by itself within minutes: it is looked at again before it is told. */
  readonly isRetryable?: boolean;
}

function failureText({ what, words, ids, advice }: FailureParts): string {
  const known = (ids ?? []).filter((id) => id !== undefined);
  return [`${what}${words ? `: ${words}` : ''}`, known.length > 0 ? `(${known.join(', ')})` : '', advice]
    .filter((part) => part !== '')
    .map((part, index, all) => (index < all.length - 1 && all[index + 1]?.startsWith('(') ? part : endSentence(part)))
    .join(' ');
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
