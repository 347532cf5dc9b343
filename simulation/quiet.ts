import { Evidence } from './evidence';

/** Shorter ones stand in other words by chance. */
const SHORTEST_TELLING_VALUE = 8;

/**
 * No log line tells a secret, the value of a parameter or where to answer; and no secret is in anything else that others
 * may read.
 */
export function quiet(evidence: Evidence): string[] {
  const secrets = telling(secretsThatWereRead(evidence));
  const notForLogs = [...secrets, ...telling(parameterValues(evidence)), 'X-Amz-Signature'];
  const tellsSecret = (text: string) => secrets.some((secret) => text.includes(secret));
  return [
    ...evidence.cloud.logs.lines
      .filter(({ message }) => notForLogs.some((value) => message.includes(value)))
      .map(({ message, requestId }) => `invocation ${requestId} has logged what nobody may read: ${message}`),
    ...publicTexts(evidence)
      .filter(({ text }) => tellsSecret(text))
      .map(({ where }) => `${where} tells a secret`),
  ];
}

/** Whatever the secret stores have given out, and the fields of secrets that are JSON. */
function secretsThatWereRead({ cloud }: Evidence): string[] {
  const outputs = cloud.ledger.entries
    .filter(({ service }) => service === 'secretsmanager' || service === 'ssm')
    .map(({ outcome }) => (outcome && 'output' in outcome ? (outcome.output as StoreOutput) : {}));
  return outputs.flatMap(({ SecretString, Parameter }) => {
    if (Parameter?.Type === 'SecureString') return [Parameter.Value ?? ''];
    return SecretString === undefined ? [] : [SecretString, ...fieldsOf(SecretString)];
  });
}

interface StoreOutput {
  readonly SecretString?: string;
  readonly Parameter?: { readonly Type?: string; readonly Value?: string };
}

function fieldsOf(secret: string): string[] {
  try {
    return Object.values(JSON.parse(secret) as object).map(String);
  } catch {
    return [];
  }
}

function parameterValues({ records }: Evidence): string[] {
  return records.flatMap(({ launch }) => Object.values(launch.parameters));
}

function telling(values: readonly string[]): string[] {
  return [...new Set(values)].filter(({ length }) => length >= SHORTEST_TELLING_VALUE);
}

/** Templates, properties, events and outputs of the deployed stacks; requests, answers and executions behind them. */
function publicTexts({ cloud, exchanges }: Evidence): { readonly where: string; readonly text: string }[] {
  // The stack of a provisioned product belongs to Service Catalog, and masks what its template calls NoEcho.
  const stacks = cloud.cloudFormation.stacks().filter(({ stackName }) => !stackName.startsWith('SC-'));
  return [
    ...stacks.map(({ stackName, template, events, outputs }) => ({
      where: `stack ${stackName}`,
      text: JSON.stringify([template?.body, events, outputs]),
    })),
    ...exchanges.map(({ event, answer }) => ({
      where: `the request ${event.RequestId} or its answer`,
      text: JSON.stringify([event, answer]),
    })),
    ...cloud.stateMachines.executions.map(({ history, ...execution }) => ({
      where: `execution ${execution.name}`,
      text: JSON.stringify([execution, history.events]),
    })),
  ];
}
