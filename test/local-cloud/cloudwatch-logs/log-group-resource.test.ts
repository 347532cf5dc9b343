import { LogGroupResource } from '../../../local-cloud/cloudwatch-logs/log-group-resource';
import { Logs } from '../../../local-cloud/cloudwatch-logs/logs';
import { resourceRequest } from '../resource-request';

const LOCATION = { account: '111111111111', region: 'us-east-1', partition: 'aws' };

function request(LogGroupName?: string) {
  return resourceRequest('AWS::Logs::LogGroup', LogGroupName === undefined ? {} : { LogGroupName });
}

test('a log group exists from its creation to its removal', async () => {
  const logs = new Logs();
  const groups = new LogGroupResource(logs, LOCATION);
  const { physicalId, attributes } = await groups.create(request('/app/events'));
  expect(attributes).toEqual({ Arn: 'arn:aws:logs:us-east-1:111111111111:log-group:/app/events:*' });
  expect([...logs.groups]).toEqual(['/app/events']);
  await groups.delete({ physicalId });
  expect([...logs.groups]).toEqual([]);
});

test('a log group without a name is named after its stack', async () => {
  const { physicalId } = await new LogGroupResource(new Logs(), LOCATION).create(request());
  expect(physicalId).toMatch(/^app-Thing-[A-Z0-9]{12}$/);
});

test('fails to make a log group of a name that is taken', async () => {
  const groups = new LogGroupResource(new Logs(), LOCATION);
  await groups.create(request('/app/events'));
  await expect(groups.create(request('/app/events'))).rejects.toThrow("'/app/events' already exists.");
});
