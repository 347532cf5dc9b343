import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { CdkProject, SEVERAL_COMMANDS } from './project';

jest.setTimeout(SEVERAL_COMMANDS);

let project: CdkProject;

beforeAll(async () => {
  project = await CdkProject.open();
  const parameter = (id: string) =>
    project.app((stack) => {
      new CfnParameter(stack, id, { name: '/shop', type: 'String', value: 'one' });
    });
  await parameter('Parameter');
  // Garbage is collected in what has been bootstrapped.
  await project.cdk('bootstrap');
  await project.cdk('deploy');
  await parameter('Renamed');
});

afterAll(async () => project.close());

test.each([
  ['drift', ['drift'], 'DetectStackDrift'],
  ['gc', ['gc', '--unstable=gc', '--confirm=false'], 'ListImages'],
  ['refactor', ['refactor', '--unstable=refactor', '--force'], 'CreateStackRefactor'],
])('cdk %s is refused by the name of what it needs', async (_, args, operation) => {
  // Some end well although they have failed.
  await project.cdk(...args).catch(() => {});
  expect(project.output).toMatch(new RegExp(`the local cloud does not (know|serve) .*${operation}`));
});
