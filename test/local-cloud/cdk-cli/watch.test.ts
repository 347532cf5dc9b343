import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { CdkProject, SEVERAL_COMMANDS } from './project';

jest.setTimeout(SEVERAL_COMMANDS);

/** Logs a word of the custom resource, and answers. */
const SOURCE = `
  const http = require('node:http');
  exports.handler = async ({ ResponseURL, ResourceProperties, ...event }) => {
    console.log('the word is ' + ResourceProperties.Word);
    const { StackId, RequestId, LogicalResourceId } = event;
    const answer = { Status: 'SUCCESS', PhysicalResourceId: 'word', StackId, RequestId, LogicalResourceId };
    await new Promise((resolve) =>
      http.request(ResponseURL, { method: 'PUT' }, (response) => response.resume().on('end', resolve))
        .end(JSON.stringify(answer)));
  };`;

const saying = (word: string) => (stack: Stack) => {
  const role = new CfnResource(stack, 'Role', {
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: {},
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    },
  });
  const handler = new CfnResource(stack, 'Function', {
    type: 'AWS::Lambda::Function',
    properties: {
      Code: { ZipFile: SOURCE },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Role: role.getAtt('Arn').toString(),
    },
  });
  new CfnResource(stack, 'Word', {
    type: 'Custom::Word',
    properties: { ServiceToken: handler.getAtt('Arn').toString(), Word: word },
  });
};

let project: CdkProject;

beforeEach(async () => {
  project = await CdkProject.open();
});

afterEach(async () => project.close());

async function said(words: string): Promise<void> {
  while (!project.output.includes(words)) await new Promise((resolve) => setTimeout(resolve, 100));
}

test('watch deploys each change, and shows what the functions log', async () => {
  await project.app(saying('one'));
  // Nothing ends it but the end of the project.
  void project.cdk('watch', '--hotswap-fallback').catch(() => {});
  // What was logged before the first deployment ended is not shown.
  await said('Total time');

  await project.app(saying('two'));
  await writeFile(join(project.directory, 'changed'), '');
  await said('the word is two');
});
