import { duration } from './duration';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { ProvisioningRecord, RecordType } from '../../local-cloud/service-catalog/record';

/** What was done to each product, and what it cost to wait for it. */
export function summary({ serviceCatalog, functions, ledger }: LocalCloud): string {
  const { records } = serviceCatalog.ledger;
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
  const calls = ledger.entries.filter(({ functionName }) => functionName !== undefined);
  const running = sum(functions.invocations.map(({ billedMilliseconds }) => billedMilliseconds));
  return [
    ...alignColumns(table),
    '',
    `Waited for Service Catalog   ${duration(sum(records.map(timeTaken)))}`,
    `Function ran                 ${functions.invocations.length} times, ${duration(running)} in all`,
    `Calls it made                ${countByService(calls.map(({ service }) => service))}`,
  ].join('\n');
}

/** What should be gone after everything was destroyed, but is not. */
export function leftovers({ serviceCatalog, cloudFormation, secrets, stateMachines }: LocalCloud): string[] {
  return [
    ...serviceCatalog.ledger.present.map(({ name, id }) => `the provisioned product ${name} (${id}) is left`),
    ...cloudFormation
      .stacks()
      .filter(({ status }) => status !== 'DELETE_COMPLETE')
      .map(({ stackName, status }) => `the stack ${stackName} is left, ${status}`),
    ...secrets.all().map(({ name }) => `the secret ${name} is left`),
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
    String(records.filter(({ status }) => status === 'FAILED').length),
    duration(sum(records.map(timeTaken))),
  ];
}

function timeTaken({ createdTime, updatedTime }: ProvisioningRecord): number {
  return updatedTime - createdTime;
}

function countByService(services: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const service of services) counts.set(service, (counts.get(service) ?? 0) + 1);
  return [...counts].map(([service, count]) => `${count} to ${service}`).join(', ');
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
