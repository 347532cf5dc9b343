import { duration } from './duration';
import { isUnchanged } from './unchanged';
import { TOOLKIT_STACK } from '../../local-cloud/bootstrap';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProvisioningRecord, RecordType } from '../../local-cloud/service-catalog/model/provisioned-product';

const SERVICES: Record<string, string> = {
  servicecatalog: 'Service Catalog',
  states: 'Step Functions',
  cloudformation: 'CloudFormation',
  'custom-resource-response': 'answer URLs',
  secretsmanager: 'Secrets Manager',
};

/** What was done to each product, and what it cost to wait for it. */
export function summary({ serviceCatalog, functions, stateMachines, callLog }: LocalCloud): string {
  const { records } = serviceCatalog.store;
  const names = [...new Set(records.map(({ launch }) => launch.product.name))];
  const table = [
    ['Product', 'Launched', 'Updated', 'Terminated', 'Failed', 'Time it took'],
    ...names.map((name) =>
      productRow(
        name,
        records.filter(({ launch }) => launch.product.name === name),
      ),
    ),
  ];
  const calls = callLog.entries.filter(({ functionName }) => functionName !== undefined);
  return [
    ...alignColumns(table),
    '',
    `Waited for Service Catalog   ${duration(sum(records.map(timeTaken)))}`,
    `Ran the function             ${functions.invocations.length} times, ${stateMachines.executions.length} executions`,
    `Calls of the function        ${countByService(calls.map(({ service }) => service))}`,
  ].join('\n');
}

/** What should be gone after everything was destroyed, but is not. */
export function leftovers({ serviceCatalog, cloudFormation, secrets, stateMachines }: LocalCloud): string[] {
  return [
    ...serviceCatalog.store.present.map(({ name, id }) => `the provisioned product ${name} (${id}) is left`),
    ...cloudFormation
      .stacks()
      .filter(({ stackName, status }) => stackName !== TOOLKIT_STACK && status !== 'DELETE_COMPLETE')
      .map(({ stackName, status }) => `the stack ${stackName} is left, ${status}`),
    ...secrets.all().map(({ name }) => `the secret ${name} is left`),
    ...stateMachines.executions
      .filter(({ status }) => status === 'RUNNING')
      .map(({ name }) => `the execution ${name} still runs`),
  ];
}

function productRow(name: string, records: readonly ProvisioningRecord[]): string[] {
  const succeeded = (type: RecordType): string =>
    String(records.filter((record) => record.type === type && record.status === 'SUCCEEDED').length);
  return [
    name,
    succeeded('PROVISION_PRODUCT'),
    succeeded('UPDATE_PROVISIONED_PRODUCT'),
    succeeded('TERMINATE_PROVISIONED_PRODUCT'),
    String(records.filter((record) => record.status === 'FAILED' && !isUnchanged(record)).length),
    duration(sum(records.map(timeTaken))),
  ];
}

function timeTaken({ createdTime, updatedTime }: ProvisioningRecord): number {
  return updatedTime - createdTime;
}

function countByService(services: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const service of services) counts.set(service, (counts.get(service) ?? 0) + 1);
  return [...counts].map(([service, count]) => `${count} to ${SERVICES[service] ?? service}`).join(', ');
}

function alignColumns(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
