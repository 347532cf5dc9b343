import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
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
});
