import { asJson } from '../history/as-json';
import { Evidence } from '../history/history';
import { secretsThatWereRead } from '../history/secrets-read';

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

/** Of launches, and of those that were only asked for. */
function parameterValues({ records, exchanges }: Evidence): string[] {
  return [
    ...records.flatMap(({ launch }) => Object.values(launch.parameters)),
    ...exchanges.flatMap(({ event }) =>
      Object.values(event.ResourceProperties.ProvisioningParameters ?? {}).map(String),
    ),
  ];
}

function telling(values: readonly string[]): string[] {
  const parts = values.flatMap((value) => [value, value.trim(), ...value.split('\n').map((line) => line.trim())]);
  const long = parts.filter(({ length }) => length >= SHORTEST_TELLING_VALUE);
  return [...new Set(long.flatMap(asWritten))];
}

/** As it is, as it stands in JSON, and in JSON that is itself a text in JSON, as the history of an execution has it. */
function asWritten(value: string): string[] {
  return [value, asJson(value), asJson(asJson(value)), asJson(asJson(asJson(value)))];
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
