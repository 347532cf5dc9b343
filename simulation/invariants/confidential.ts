import { type History } from '../history/history';
import { escapeJson, partsOfSecret } from '../history/quoted-secrets';
import { secretsRead } from '../history/secrets';

/** Shorter values occur in other text by chance. */
const SHORTEST_VALUE = 8;

/** No log line contains a secret, the value of a parameter or a ResponseURL, and nothing else that others may read a secret. */
export function confidential(history: History): string[] {
  const secrets = searchableForms(secretsRead(history));
  const notForLogs = [...secrets, ...searchableForms(parameterValues(history)), 'X-Amz-Signature'];
  const containsSecret = (text: string) => secrets.some((secret) => text.includes(secret));
  return [
    ...history.cloud.logs.lines
      .filter(({ message }) => notForLogs.some((value) => message.includes(value)))
      .map(({ message, requestId }) => `invocation ${requestId} logged what nobody may read: ${message}`),
    ...readableTexts(history)
      .filter(({ text }) => containsSecret(text))
      .map(({ where }) => `${where} contains a secret`),
  ];
}

/** The values of launches, and of requests that launched nothing. */
function parameterValues({ records, exchanges }: History): string[] {
  return [
    ...records.flatMap(({ launch }) => Object.values(launch.parameters)),
    ...exchanges.flatMap(({ event }) =>
      Object.values(event.ResourceProperties.ProvisioningParameters ?? {}).map(String),
    ),
  ];
}

function searchableForms(values: readonly string[]): string[] {
  const parts = values.flatMap(partsOfSecret).filter(({ length }) => length >= SHORTEST_VALUE);
  return [...new Set(parts.flatMap(withEscapedForms))];
}

/** The history of an execution has JSON texts in JSON texts. */
function withEscapedForms(value: string): string[] {
  return [value, escapeJson(value), escapeJson(escapeJson(value)), escapeJson(escapeJson(escapeJson(value)))];
}

/** Templates, properties, events and outputs of the deployed stacks, and the requests, answers and executions behind them. */
function readableTexts({ cloud, exchanges }: History): { readonly where: string; readonly text: string }[] {
  // The stack of a provisioned product belongs to Service Catalog, and masks what its template calls NoEcho.
  const stacks = cloud.cloudFormation.stacks().filter(({ stackName }) => !stackName.startsWith('SC-'));
  return [
    ...stacks.map(({ stackName, template, events, outputs }) => ({
      where: `stack ${stackName}`,
      text: JSON.stringify([template?.body, events, outputs]),
    })),
    ...exchanges.map(({ event, response }) => ({
      where: `request ${event.RequestId} or its response`,
      text: JSON.stringify([event, response]),
    })),
    ...cloud.stateMachines.executions.map(({ history, ...execution }) => ({
      where: `execution ${execution.name}`,
      text: JSON.stringify([execution, history.events]),
    })),
  ];
}
