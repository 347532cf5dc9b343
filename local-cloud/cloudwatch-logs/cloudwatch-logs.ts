import type { DescribeLogGroupsRequest, FilterLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { filterPattern } from './filter-pattern';
import { type LogLine, type Logs } from './logs';
import { AwsError, type Caller, type JsonService } from '../gateway/service';
import { arn, type Location } from '../location';

/**
 * CloudWatch Logs over AWS JSON 1.1, as far as `cdk watch` and `aws logs tail` need it to read the logs of functions.
 */
export class CloudWatchLogs implements JsonService {
  readonly targetPrefix = 'Logs_20140328';
  readonly signingName = 'logs';
  readonly client = '@aws-sdk/client-cloudwatch-logs';

  constructor(
    private readonly logs: Logs,
    private readonly location: Location,
  ) {}

  async call(operation: string, input: unknown, caller: Caller): Promise<object> {
    switch (operation) {
      case 'DescribeLogGroups':
        return this.describeLogGroups(input as DescribeLogGroupsRequest);
      case 'FilterLogEvents':
        return this.filterLogEvents(input as FilterLogEventsRequest, caller);
      default:
        throw new AwsError(
          'UnknownOperationException',
          `the local cloud does not serve ${operation} of CloudWatch Logs`,
        );
    }
  }

  private describeLogGroups(input: DescribeLogGroupsRequest): object {
    const { logGroupNamePrefix = '', logGroupNamePattern = '', limit = 50, nextToken } = input;
    const names = this.logs
      .allGroups()
      .filter((name) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern));
    const page = pageOf(names, limit, nextToken);
    return { logGroups: page.items.map((name) => this.describeLogGroup(name)), nextToken: page.nextToken };
  }

  private describeLogGroup(name: string): object {
    const logGroupArn = arn('logs', `log-group:${name}`, this.location);
    const storedBytes = this.logs.ofGroup(name).reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
    return { logGroupName: name, logGroupArn, arn: `${logGroupArn}:*`, metricFilterCount: 0, storedBytes };
  }

  private filterLogEvents(input: FilterLogEventsRequest, { functionName }: Caller): object {
    const name = input.logGroupName ?? input.logGroupIdentifier?.split(':log-group:').pop();
    if (name === undefined || !this.logs.allGroups().includes(name)) {
      throw new AwsError('ResourceNotFoundException', `The specified log group does not exist: ${name}`);
    }
    // A function knows only the clock's time, other clients only the machine's.
    const timeOf = (line: LogLine) => (functionName === undefined ? this.logs.machineTimeOf(line) : line.time);
    const { startTime = 0, endTime = Infinity, logStreamNames, logStreamNamePrefix = '', limit = 10_000 } = input;
    const matches = filterPattern(input.filterPattern ?? '');
    const lines = this.logs
      .ofGroup(name)
      .map((line, index) => ({ ...line, time: timeOf(line), index }))
      .filter(({ time }) => time >= startTime && time < endTime)
      .filter(({ logStream }) => logStreamNames?.includes(logStream) ?? logStream.startsWith(logStreamNamePrefix))
      .filter(({ message }) => matches(message));
    const { items, nextToken } = pageOf(lines, limit, input.nextToken);
    return {
      events: items.map(({ logStream, time, message, index }) => ({
        logStreamName: logStream,
        timestamp: time,
        message,
        ingestionTime: time,
        eventId: String(index).padStart(56, '0'),
      })),
      searchedLogStreams: [],
      nextToken,
    };
  }
}

/** The token is the number of the first item of the next page. */
function pageOf<T>(items: readonly T[], limit: number, token = '0') {
  if (!/^\d+$/.test(token)) {
    throw new AwsError('InvalidParameterException', `The specified nextToken is invalid: ${token}`);
  }
  const end = Number(token) + limit;
  return { items: items.slice(Number(token), end), nextToken: end < items.length ? String(end) : undefined };
}
