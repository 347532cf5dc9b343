import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { declare, newStack } from './declared-product';
import { awaited, templateWith } from './provider-under-test';
import { ProvisionedProductProvider } from '../../src';

describe('in a VPC, the provider', () => {
  test('runs its function in a VPC, and keeps the way out of it until the products are gone', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });

    const template = templateWith({ vpc, securityGroups: [securityGroup] }, stack);

    template.hasResourceProperties('AWS::Lambda::Function', {
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('^VpcPrivateSubnet1') }],
        SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Group'), 'GroupId'] }],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [
        { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('AWSLambdaENIManagementAccess')])] },
      ],
    });
    const [way] = Object.keys(template.findResources('AWS::EC2::Route')).filter((id) => id.includes('Private'));
    expect(awaited(template)).toContain(way);
  });

  test('keeps the endpoints of its VPC and the rules of its security groups until the products are gone', () => {
    const stack = newStack();
    const isolated = { name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration: [isolated] });
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
    const service = ec2.InterfaceVpcEndpointAwsService.SERVICE_CATALOG;
    const endpoint = vpc.addInterfaceEndpoint('Endpoint', { service, open: false });
    endpoint.connections.allowDefaultPortFrom(securityGroup);
    vpc.addGatewayEndpoint('Answers', { service: ec2.GatewayVpcEndpointAwsService.S3 });

    const template = templateWith({ vpc, securityGroups: [securityGroup] }, stack);

    const way = ['VPCEndpoint', 'SecurityGroupIngress', 'SecurityGroupEgress'].flatMap((type) =>
      Object.keys(template.findResources(`AWS::EC2::${type}`)),
    );
    expect(way).toHaveLength(4);
    expect([...awaited(template)]).toEqual(expect.arrayContaining(way));
  });

  test('may be let through to what its function must reach, before the products are launched', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const endpoint = vpc.addInterfaceEndpoint('Endpoint', {
      service: ec2.InterfaceVpcEndpointAwsService.SERVICE_CATALOG,
      open: false,
    });
    const provider = new ProvisionedProductProvider(stack, 'Provider', { vpc });
    provider.connections.allowToDefaultPort(endpoint);
    declare(stack, { provider });

    const template = Template.fromStack(stack);

    const [rule] = Object.keys(template.findResources('AWS::EC2::SecurityGroupIngress'));
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ProviderFunctionSecurityGroup'), 'GroupId'] },
    });
    const [ownGroup] = Object.keys(template.findResources('AWS::EC2::SecurityGroup')).filter((id) =>
      id.includes('Function'),
    );
    expect(rule).toBeDefined();
    expect([...awaited(template)]).toContain(ownGroup);
  });

  test('fails to tell connections that it does not have without a VPC', () => {
    const provider = new ProvisionedProductProvider(newStack(), 'Provider');

    expect(() => provider.connections).toThrow(
      '[Stack/Provider] the provider has no security groups, because it has no VPC: pass vpc to it',
    );
  });

  test('lets a role that it is given make network interfaces before its function is made', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher');

    const template = templateWith({ vpc, role }, stack);

    const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
    const [[id] = [], ...others] = policies.filter(([, policy]) => JSON.stringify(policy).includes('ec2:Create'));
    expect(others).toEqual([]);
    template.hasResource('AWS::Lambda::Function', {
      Properties: { VpcConfig: Match.anyValue() },
      DependsOn: Match.arrayWith([id]),
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: { 'Fn::Join': ['', [Match.stringLikeRegexp('NetworkInterfaces'), { Ref: 'AWS::Region' }]] },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: [
              'ec2:AssignPrivateIpAddresses',
              'ec2:CreateNetworkInterface',
              'ec2:DeleteNetworkInterface',
              'ec2:DescribeNetworkInterfaces',
              'ec2:DescribeSubnets',
              'ec2:UnassignPrivateIpAddresses',
            ],
            Resource: '*',
          },
        ],
      },
      Roles: ['launcher'],
    });
  });

  test('leaves a role alone that must not be changed', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const role = iam.Role.fromRoleName(stack, 'Launcher', 'launcher', { mutable: false });

    templateWith({ vpc, role }, stack).resourceCountIs('AWS::IAM::Policy', 0);
  });
});
