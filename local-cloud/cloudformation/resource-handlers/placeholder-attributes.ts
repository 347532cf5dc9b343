import type { PropertyType } from '@aws-cdk/service-spec-types';
import { arnOf } from './arns';
import { type Properties } from './resource-handler';
import { deterministicHex, deterministicSuffix } from '../../deterministic-id';
import { arn, type Location } from '../../location';
import { identifierOf, membersOf, specificationOf } from '../specification/resource-types';

export interface DescribedResource {
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly location: Location;
}

/**
 * Returns an invented value of the form that the attribute has in AWS, or undefined where the type has no such
 * attribute.
 */
export function placeholderAttribute(name: string, resource: DescribedResource): unknown {
  const { type, physicalId, properties } = resource;
  const attribute = specificationOf(type)?.attributes[name];
  if (attribute === undefined) return undefined;
  if (properties[name] !== undefined) return properties[name];
  return name === identifierOf(type) ? physicalId : placeholder(attribute.type, name, resource);
}

function placeholder(type: PropertyType, name: string, resource: DescribedResource, depth = 0): unknown {
  switch (type.type) {
    case 'integer':
    case 'number':
      return name.endsWith('Port') ? portOf(resource) : 1;
    case 'boolean':
      return false;
    case 'array':
      return [placeholder(type.element, name.replace(/s$/, ''), resource, depth)];
    case 'ref':
      // Some types contain themselves.
      return depth > 1
        ? {}
        : Object.fromEntries(
            Object.entries(membersOf(type)).map(([key, member]) => [
              key,
              placeholder(member.type, `${name}.${key}`, resource, depth + 1),
            ]),
          );
    case 'union':
      return placeholder(type.types[0] ?? { type: 'string' }, name, resource, depth);
    case 'json':
    case 'map':
    case 'null':
    case 'tag':
      return {};
    case 'string':
    case 'date-time':
      return textOf(name, resource);
  }
}

/** The forms of texts, by the end of the attribute's name; the first match counts. */
const FORMS: readonly (readonly [RegExp, (resource: DescribedResource, name: string) => string])[] = [
  [/SecretArn$/, (resource) => arn('secretsmanager', `secret:${labelOf(resource)}-AbCdEf`, resource.location)],
  [/RoleArn$/, (resource) => arn('iam', `role/${labelOf(resource)}`, { ...resource.location, region: '' })],
  [/Arn$/i, ownArn],
  [/Port$/, (resource) => String(portOf(resource))],
  [/Private(Ip|IpAddress)$/, () => '10.0.0.5'],
  [/Ipv6Address$/, () => '2001:db8::5'],
  [/Ip(Address|v4Address)?$/i, () => '203.0.113.5'],
  [/PublicDnsName$/, () => 'ec2-203-0-113-5.compute-1.amazonaws.com'],
  [/PrivateDnsName$/, () => 'ip-10-0-0-5.ec2.internal'],
  [
    /(Ur[li]|URL|CloneUrl(Http|Ssh))$/,
    (resource, name) => `${name.endsWith('Ssh') ? 'ssh' : 'https'}://${hostOf(resource)}`,
  ],
  [/(Endpoint|Address|DNSName?|DnsName|DomainName|Host|Hostname|HostName)$/, hostOf],
  [/HostedZone(Name)?I[dD]$/, ({ physicalId }) => `Z${deterministicSuffix(physicalId)}A`],
  [/AvailabilityZone$/, ({ location }) => `${location.region}a`],
  [/(AccountId|OwnerId)$/, ({ location }) => location.account],
  [/(At|Time|Timestamp|Date)$/, () => '2026-01-01T00:00:00Z'],
  [/(Status|State)$/, () => 'ACTIVE'],
  [/Version(Number|Id)?$/, () => '1'],
  [/Region$/, ({ location }) => location.region],
  [/Name$/, labelOf],
];

/** The prefixes of ids, by the attribute. */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  AllocationId: 'eipalloc',
  GroupId: 'sg',
  InstanceId: 'i',
  NetworkInterfaceId: 'eni',
  PrimaryNetworkInterfaceId: 'eni',
  SubnetId: 'subnet',
  VolumeId: 'vol',
  VpcId: 'vpc',
};

function textOf(name: string, resource: DescribedResource): string {
  const last = name.split('.').at(-1) ?? name;
  const prefix = ID_PREFIXES[last];
  if (prefix !== undefined) return `${prefix}-0${deterministicHex(resource.physicalId, name).slice(0, 16)}`;
  const form = FORMS.find(([pattern]) => pattern.test(last));
  return form === undefined ? `${labelOf(resource)}-${last}` : form[1](resource, last);
}

function ownArn({ type, physicalId, properties, location }: DescribedResource, name: string): string {
  if (physicalId.startsWith('arn:') && (name === 'Arn' || name === identifierOf(type))) return physicalId;
  return arnOf(type, labelOf({ physicalId }), properties, location);
}

const HOSTS: Readonly<Record<string, string>> = {
  DocDB: 'docdb',
  ElastiCache: 'cache',
  ElasticLoadBalancing: 'elb',
  ElasticLoadBalancingV2: 'elb',
};

function hostOf(resource: DescribedResource): string {
  const [, service = ''] = resource.type.split('::');
  const label = `${labelOf(resource)}-${deterministicHex(resource.physicalId).slice(0, 8)}`.toLowerCase();
  if (service === 'CloudFront') return `d${deterministicHex(resource.physicalId).slice(0, 13)}.cloudfront.net`;
  return `${label.replace(/[^a-z0-9-]/g, '-')}.${resource.location.region}.${HOSTS[service] ?? service.toLowerCase()}.amazonaws.com`;
}

const PORTS: Readonly<Record<string, number>> = {
  DAX: 8111,
  DocDB: 27017,
  ElastiCache: 6379,
  MemoryDB: 6379,
  MSK: 9092,
  Neptune: 8182,
  Redshift: 5439,
};

function portOf({ type, properties }: DescribedResource): number {
  const [, service = ''] = type.split('::');
  const given = Number(properties.Port ?? properties.CachePort);
  if (given > 0) return given;
  const engine = String(properties.Engine);
  if (engine === 'memcached') return 11211;
  if (service === 'RDS') return engine.includes('postgres') ? 5432 : 3306;
  return PORTS[service] ?? 443;
}

/** Returns the name at the end of a physical id, which may be an ARN. */
function labelOf({ physicalId }: Pick<DescribedResource, 'physicalId'>): string {
  return physicalId.split(/[/:]/).at(-1) ?? physicalId;
}
