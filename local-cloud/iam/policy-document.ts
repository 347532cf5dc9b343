import { matchesWildcard } from '../wildcard';

export interface PolicyDocument {
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  /** The condition keys that are known of the request, e.g. `servicecatalog:accountLevel`. */
  readonly context?: Readonly<Record<string, string>>;
}

export function statementsOf(document: PolicyDocument): readonly Statement[] {
  return [document.Statement].flat() as readonly Statement[];
}

export function actionsOf({ Action = [] }: Statement): readonly string[] {
  return [Action].flat() as readonly string[];
}

export function applies(statement: Statement, request: AccessRequest): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const action = request.action.toLowerCase();
  const matchesAction = (patterns: string | readonly string[]) =>
    [patterns].flat().some((pattern) => matchesWildcard(pattern.toLowerCase(), action));
  const matchesResource = (patterns: string | readonly string[]) =>
    [patterns].flat().some((pattern) => matchesWildcard(pattern, request.resource));
  return (
    (Action === undefined || matchesAction(Action)) &&
    (NotAction === undefined || !matchesAction(NotAction)) &&
    (Resource === undefined || matchesResource(Resource)) &&
    (NotResource === undefined || !matchesResource(NotResource)) &&
    conditionHolds(statement, request)
  );
}

/**
 * Evaluates string conditions on the keys that the local cloud knows; all others hold. A condition on a key that the
 * request does not have is not met: that is why a conditioned statement does not allow ProvisionProduct.
 */
function conditionHolds({ Condition = {} }: Statement, { context = {} }: AccessRequest): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      if (!/^String(Equals|Like)$/.test(operator) || !/^(servicecatalog|s3):/.test(key)) return true;
      const actual = context[key];
      return actual !== undefined && [values].flat().some((pattern) => matchesWildcard(pattern, actual));
    }),
  );
}
