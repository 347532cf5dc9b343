import { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { CdkProject, SEVERAL_COMMANDS } from './project';

jest.setTimeout(SEVERAL_COMMANDS);

let project: CdkProject;

beforeEach(async () => {
  project = await CdkProject.open();
});

afterEach(async () => project.close());

const valued = (value: string) => (stack: Stack) => {
  new CfnParameter(stack, 'Parameter', { name: '/shop', type: 'String', value });
};

/** A security group without a description is refused, after the parameter has been changed. */
const failing = (value: string) => (stack: Stack) => {
  valued(value)(stack);
  const group = new CfnSecurityGroup(stack, 'Group', { groupDescription: 'Group' });
  group.addPropertyDeletionOverride('GroupDescription');
  group.addDependency(stack.node.findChild('Parameter') as CfnParameter);
};

const value = () => project.cloud.ssm.get('/shop').value;

test('a deploy without rollback leaves what failed, diagnose tells why, and rollback takes it back', async () => {
  await project.app(valued('one'));
  await project.cdk('deploy');
  await project.app(failing('two'));

  await expect(project.cdk('deploy', '--no-rollback')).rejects.toThrow('required key [GroupDescription] not found');
  expect([project.statusOf(), value()]).toEqual(['UPDATE_FAILED', 'two']);
  await expect(project.cdk('diagnose', '--unstable=diagnose')).rejects.toThrow(
    /Shop\/Group[^]*required key \[GroupDescription\] not found/,
  );

  await project.cdk('rollback');
  expect([project.statusOf(), value()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', 'one']);
});

test('in express mode a failure stays, and is mended by the next deploy in express mode', async () => {
  await project.app(valued('one'));
  await project.cdk('deploy', '--express');
  await project.app(failing('two'));

  await expect(project.cdk('deploy', '--express')).rejects.toThrow('required key [GroupDescription] not found');
  expect([project.statusOf(), value()]).toEqual(['UPDATE_FAILED', 'two']);
  await expect(project.cdk('rollback')).rejects.toThrow('RollbackStack is not supported');

  await project.app(valued('three'));
  await project.cdk('deploy', '--express');
  expect([project.statusOf(), value()]).toEqual(['UPDATE_COMPLETE', 'three']);
});

test('deploys the direct way, and falls back from hotswap; destroys what it has deployed', async () => {
  await project.app(valued('one'));
  await project.cdk('validate', '--unstable=validate');
  await project.cdk('deploy', '--method=direct');
  expect([project.statusOf(), value()]).toEqual(['CREATE_COMPLETE', 'one']);

  await project.app((stack) => {
    valued('two')(stack);
    new CfnQueue(stack, 'Queue');
  });
  await project.cdk('deploy', '--hotswap-fallback');
  expect([project.statusOf(), value()]).toEqual(['UPDATE_COMPLETE', 'two']);

  expect(await project.cdk('destroy', '--force')).toContain('Shop: destroyed');
  expect(project.cloud.ssm.has('/shop')).toBe(false);
});
