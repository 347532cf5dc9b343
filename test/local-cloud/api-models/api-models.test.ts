import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { leastInput, Operation, operationsOf } from './api-model';
import { CalledCloud, Service, SERVICES } from './called-cloud';
import { misfitsOfJson, misfitsOfXml } from './misfits';
import { callServedOperations } from './served-operations';

/** Served, and beyond what one story can show. */
const TOLD_ELSEWHERE = {
  // Only a rollback that has failed can be continued, and a signal is taken only while a resource waits for it.
  CloudFormation: ['ContinueUpdateRollback', 'SignalResource'],
  // Only products of stack sets have instances.
  ServiceCatalog: ['ListStackInstancesForProvisionedProduct'],
  // Their clients do not sign them, and so they are turned away before anybody reads them.
  STS: ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'],
  // Of other services, by their signature: S3 Express and S3 Object Lambda.
  S3: ['ListDirectoryBuckets', 'WriteGetObjectResponse'],
} as const satisfies Partial<Record<Service, readonly string[]>>;

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
const OPERATIONS = (Object.keys(SERVICES) as Service[]).flatMap((service) =>
  operationsOf(SERVICES[service].module).map((operation) => ({ service, operation, name: operation.name })),
);

let world: CalledCloud;
/** What the answers have that their models have not, by operation. */
const misfits: Record<string, string[]> = {};
const served = new Set<string>();

beforeAll(async () => {
  world = await CalledCloud.start();
  await callServedOperations(world, async (service, name, input = {}) => {
    const operation = OPERATIONS.find((one) => one.service === service && one.name === name)?.operation;
    if (operation === undefined) throw new Error(`${service} has no operation ${name}`);
    const output = await world.call(service, name, input).catch((error: Error) => {
      throw new Error(`${service}:${name} failed: ${error.message}`, { cause: error });
    });
    served.add(`${service}:${name}`);
    const found = misfitsOf(service, operation);
    if (found.length > 0) (misfits[`${service}:${name}`] ??= []).push(...found);
    return output;
  });
}, 120_000);

afterAll(async () => world.stop());

function misfitsOf(service: Service, { name, output }: Operation): string[] {
  const answer = world.lastOutput(service, name);
  if (answer === undefined) return [`${name} has no answer`];
  if (service === 'CloudFormation' || service === 'STS') {
    const document = parser.parse(String(answer)) as Record<string, Record<string, unknown>>;
    return misfitsOfXml(document[`${name}Response`]?.[`${name}Result`], output, name);
  }
  if (service === 'Lambda') return name === 'Invoke' ? [] : misfitsOfJson(JSON.parse(String(answer)), output, name);
  if (service !== 'S3') return misfitsOfJson(answer, output, name);
  const payload = [...output.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload)?.[1];
  if (payload?.isBlobSchema() || output.isUnitSchema()) return [];
  const { '?xml': _declaration, ...document } = parser.parse(String(answer)) as Record<string, unknown>;
  const root = Object.values(document)[0] ?? {};
  // This document is a bare text in an element of the member's own name.
  if (name === 'GetBucketLocation') return misfitsOfXml({ LocationConstraint: root }, output, name);
  return misfitsOfXml(root, payload ?? output, name);
}

test('every answer of every operation that is served fits the model of its API', () => {
  expect(misfits).toEqual({});
});

test('the README of the local cloud lists the operations that are served', () => {
  const readme = readFileSync(join(__dirname, '../../../local-cloud/README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| (\w+) \| ((?:\w+, )*\w+) \|$/gm)];
  const listed = rows
    .filter(([, service = '']) => service in SERVICES)
    .flatMap(([, service = '', operations = '']) => operations.split(', ').map((name) => `${service}:${name}`));
  const { CloudFormation, ServiceCatalog } = TOLD_ELSEWHERE;
  const names = [
    ...served,
    ...CloudFormation.map((name) => `CloudFormation:${name}`),
    ...ServiceCatalog.map((name) => `ServiceCatalog:${name}`),
  ].sort();

  expect(listed.sort()).toEqual(names);
});

test.each(OPERATIONS.map(({ service, name, operation }) => [`${service}:${name}`, service, operation] as const))(
  '%s is served, or refused by its own name',
  async (title, service, operation) => {
    const elsewhere: readonly string[] =
      service in TOLD_ELSEWHERE ? TOLD_ELSEWHERE[service as keyof typeof TOLD_ELSEWHERE] : [];
    if (served.has(title) || elsewhere.includes(operation.name)) return;
    const error = await world.call(service, operation.name, leastInput(operation.input) as object).then(
      () => undefined,
      (refusal: Error) => refusal,
    );
    expect(error?.name).toMatch(/^(InvalidAction|NotImplemented|UnknownOperationException)$/);
    expect(error?.message).toContain(operation.name);
  },
);
