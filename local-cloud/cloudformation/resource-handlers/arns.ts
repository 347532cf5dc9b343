import { type Properties } from './resource-handler';
import { deterministicHex } from '../../deterministic-id';
import { arn, type Location } from '../../location';
import { specificationOf } from '../specification/resource-types';

/** The resource parts of ARNs that the specification does not have. */
const TEMPLATES: Readonly<Record<string, string>> = {
  'AWS::ECS::Service': 'service/${Cluster}/${Name}',
  'AWS::ECS::TaskDefinition': 'task-definition/${Name}:1',
  'AWS::ElasticLoadBalancingV2::Listener': 'listener/app/${Name}/${ResourceId}/${ListenerId}',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'loadbalancer/app/${Name}/${ResourceId}',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'targetgroup/${Name}/${ResourceId}',
  'AWS::Lambda::LayerVersion': 'layer:${Name}:1',
};

/** The names of services in ARNs, where they differ from those in resource types. */
const SERVICES: Readonly<Record<string, string>> = {
  CertificateManager: 'acm',
  EFS: 'elasticfilesystem',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  MSK: 'kafka',
  OpenSearchService: 'es',
  StepFunctions: 'states',
};

/** Returns the ARN of a resource as its service builds it. */
export function arnOf(type: string, name: string, properties: Properties, location: Location): string {
  const [, service = '', kind = ''] = type.split('::');
  const own = TEMPLATES[type] ?? (specificationOf(type)?.arnTemplate ? undefined : `${kind.toLowerCase()}/\${Name}`);
  const prefix = SERVICES[service] ?? service.toLowerCase();
  const template = own === undefined ? specificationOf(type)?.arnTemplate : arn(prefix, own, location);
  const { partition: Partition, region: Region, account: Account } = location;
  return (template ?? '').replace(/\$\{(\w+)\}/g, (_, variable: string) => {
    const known = { Partition, Region, Account }[variable] ?? properties[variable];
    if (known !== undefined && typeof known !== 'object') return String(known);
    // The name of the resource has many names in ARNs; other ids are invented.
    const isOther = variable.endsWith('Id') && own !== undefined;
    return isOther ? deterministicHex(type, name, variable).slice(0, 16) : name;
  });
}
