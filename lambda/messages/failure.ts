/** A request that ends with FAILED, in words for the person who reads the deploy's output. */
export class Failure extends Error {
  constructor(readonly parts: FailureParts) {
    super(
      [reasonOf(parts), parts.advice, parts.leftovers, parts.wayOn]
        .map((part) => sentence(part))
        .filter(Boolean)
        .join(' '),
    );
  }

  /** What failed, without what to do. */
  get reason(): string {
    return sentence(reasonOf(this.parts));
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
  /** One sentence about products that may have been left. */
  readonly leftovers?: string;
  /** One sentence of how to go on where the stack stands still. */
  readonly wayOn?: string;
  /** The reason may go away by itself within minutes: it is looked at again before it is told. */
  readonly isRetryable?: boolean;
}

function reasonOf({ what, words, ids = [] }: FailureParts): string {
  const known = ids.filter((id) => id !== undefined);
  return `${what}${words ? `: ${words}` : ''}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}

function sentence(text = ''): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
