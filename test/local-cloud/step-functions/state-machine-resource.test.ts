import { ObjectStore } from '../../../local-cloud/s3/object-store';
import { StateMachineResource } from '../../../local-cloud/step-functions/state-machine-resource';
import { StateMachines } from '../../../local-cloud/step-functions/state-machines';
import { CloudOfFunctions } from '../lambda/cloud';
import { resourceRequest } from '../resource-request';

const DEFINITION = { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds: 1, Next: 'Step' }, Step: task() } };

function task() {
  return { Type: 'Task', Resource: '${Function}', End: true };
}

let cloud: CloudOfFunctions;
let machines: StateMachines;
let objects: ObjectStore;
let resource: StateMachineResource;

beforeEach(async () => {
  cloud = await CloudOfFunctions.start();
  const { clock, functions } = cloud;
  machines = new StateMachines({ account: '111111111111', region: 'us-east-1', partition: 'aws', clock, functions });
  objects = new ObjectStore();
  resource = new StateMachineResource(machines, objects);
});

afterEach(async () => cloud.stop());

test.each([
  ['a text', { DefinitionString: JSON.stringify(DEFINITION) }],
  ['an object', { Definition: DEFINITION }],
  ['a file in S3', { DefinitionS3Location: { Bucket: 'assets', Key: 'machine.json' } }],
])('the definition can be %s, with substitutions', async (_, definition) => {
  objects.put('assets', 'machine.json', Buffer.from(JSON.stringify(DEFINITION)));
  cloud.add('exports.handler = async () => "ran";');
  const { physicalId, attributes } = await resource.create(
    resourceRequest('AWS::StepFunctions::StateMachine', {
      ...definition,
      DefinitionSubstitutions: { Function: cloud.functions.arn('fn') },
    }),
  );
  expect(physicalId).toBe(attributes?.Arn);
  expect(attributes?.Name).toMatch(/^app-Thing-[A-Z0-9]{12}$/);
  await machines.call('StartExecution', { stateMachineArn: physicalId });
  await cloud.clock.sleep(5000);
  expect(machines.executions[0]).toMatchObject({ status: 'SUCCEEDED', output: '"ran"' });
});

test('an update keeps the state machine, a removal stops its executions', async () => {
  const wait = (Seconds: number) => ({
    Definition: { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds, End: true } } },
  });
  const type = 'AWS::StepFunctions::StateMachine';
  const { physicalId } = await resource.create(resourceRequest(type, wait(10)));
  const updated = await resource.update({ ...resourceRequest(type, wait(1000)), physicalId });
  expect(updated.physicalId).toBe(physicalId);
  await machines.call('StartExecution', { stateMachineArn: physicalId });
  await cloud.clock.sleep(20_000);
  expect(machines.executions[0]?.status).toBe('RUNNING');
  await resource.delete({ physicalId });
  expect(machines.executions[0]?.status).toBe('ABORTED');
  expect(machines.names()).toEqual([]);
});

test('fails for an express state machine', async () => {
  const properties = { StateMachineType: 'EXPRESS', DefinitionString: '{}' };
  await expect(resource.create(resourceRequest('AWS::StepFunctions::StateMachine', properties))).rejects.toThrow(
    'the local cloud runs only STANDARD state machines, got EXPRESS',
  );
});
