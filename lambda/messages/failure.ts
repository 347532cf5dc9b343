/** The reason why a request fails, written for the person who reads the output of the deployment. */
export class Failure extends Error {
  constructor(readonly parts: FailureParts) {
    super(
      [reasonOf(parts), parts.advice, parts.leftovers, parts.wayOn]
        .map((part) => sentence(part))
        .filter(Boolean)
        .join(' '),
    );
  }

  /** The reason without the advice. */
  get reason(): string {
    return sentence(reasonOf(this.parts));
  }
}

export interface FailureParts {
  /** One sentence: what failed, with product, version and name. */
  readonly what: string;
  /** The message of the service. */
  readonly words?: string;
  /** Ids of record and provisioned product, for support and for the console. */
  readonly ids?: readonly (string | undefined)[];
  /** One sentence: what to do. */
  readonly advice: string;
  /** One sentence: products that may be left. */
  readonly leftovers?: string;
  /** One sentence: how to continue if the rollback stands still. */
  readonly wayOn?: string;
  /** The cause may pass within minutes: the request is retried before it fails. */
  readonly isRetryable?: boolean;
}

function reasonOf({ what, words, ids = [] }: FailureParts): string {
  const known = ids.filter((id) => id !== undefined);
  return `${what}${words ? `: ${words}` : ''}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}

function sentence(text = ''): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
