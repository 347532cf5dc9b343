import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { CloudWatchLogs } from '../../../local-cloud/cloudwatch-logs/cloudwatch-logs';
import { Logs } from '../../../local-cloud/cloudwatch-logs/logs';
import { ACCOUNT, Endpoint } from '../endpoint';

const logGroup = '/aws/lambda/shop';
let endpoint: Endpoint;
let client: CloudWatchLogsClient;
let logs: Logs;

beforeEach(async () => {
  logs = new Logs();
  endpoint = await Endpoint.open(() => [new CloudWatchLogs(logs, ACCOUNT)]);
  client = new CloudWatchLogsClient(endpoint.clientConfig);
  logs.groups.add('other');
});

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

function write(...messages: string[]): void {
  // The clock is far ahead of the machine.
  for (const message of messages) {
    logs.write({ time: Date.now() + 1e9, logGroup, logStream: 'stream', requestId: 'r', message });
  }
}

async function filter(input: Partial<FilterLogEventsCommandInput> = {}): Promise<(string | undefined)[]> {
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: logGroup, ...input }));
  return events.map(({ message }) => message);
}

test('the lines of a function can be read, with the time of the machine', async () => {
  const before = Date.now();
  write('INFO one', 'ERROR two');

  expect(await filter()).toEqual(['INFO one', 'ERROR two']);
  expect(await filter({ startTime: before, endTime: Date.now() + 1 })).toHaveLength(2);
  expect(await filter({ startTime: Date.now() + 1 })).toEqual([]);
});

test('page by page', async () => {
  write('one', 'two', 'three');
  const first = await client.send(new FilterLogEventsCommand({ logGroupName: logGroup, limit: 2 }));
  expect(first.events).toHaveLength(2);
  expect(await filter({ limit: 2, nextToken: first.nextToken })).toEqual(['three']);
});

test.each([
  ['ERROR', ['ERROR two', 'WARN "ERROR" three']],
  ['ERROR two', ['ERROR two']],
  ['"INFO one"', ['INFO one']],
  ['?one ?two', ['INFO one', 'ERROR two']],
  ['ERROR -two', ['WARN "ERROR" three']],
  ['', ['INFO one', 'ERROR two', 'WARN "ERROR" three']],
])('a pattern of terms: %s', async (filterPattern, messages) => {
  write('INFO one', 'ERROR two', 'WARN "ERROR" three');
  expect(await filter({ filterPattern })).toEqual(messages);
});

test('log groups are listed by prefix or by a part of their names', async () => {
  write('a function makes its group by writing to it');
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/' }));
  expect(logGroups).toMatchObject([
    { logGroupName: logGroup, logGroupArn: 'arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/shop' },
  ]);
  const found = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'the' }));
  expect(found.logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['other']);
});

test('fails for a log group that is not there, and for a pattern of another kind', async () => {
  await expect(filter({ logGroupName: 'nowhere' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  write('one');
  await expect(filter({ filterPattern: '{ $.level = "ERROR" }' })).rejects.toThrow(/patterns of terms, not of JSON/);
});
