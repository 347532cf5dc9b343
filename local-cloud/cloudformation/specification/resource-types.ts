import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { DefinitionReference, Resource, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';

/** Types that a function of the user makes: no specification tells of them. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Half a second and a hundred megabytes: loaded when the first type is asked for. */
let database: SpecDatabase | undefined;
const types = new Map<string, Resource | undefined>();

/** What the CloudFormation specification says about a resource type; nothing about one that does not exist. */
export function specificationOf(type: string): Resource | undefined {
  if (!types.has(type)) {
    database ??= loadAwsServiceSpecSync();
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    // What a transform would expand is no type of CloudFormation's own.
    types.set(type, resource?.cloudFormationTransform === undefined ? resource : undefined);
  }
  return types.get(type);
}

/** The members of a property that is an object. */
export function membersOf({ reference }: DefinitionReference): ResourceProperties {
  database ??= loadAwsServiceSpecSync();
  return database.get('typeDefinition', reference).properties;
}

/** What `Ref` gives of a type, where that is one property or attribute. */
export function identifierOf(type: string): string | undefined {
  const { cfnRefIdentifier, primaryIdentifier = [] } = specificationOf(type) ?? {};
  const [identifier, ...others] = cfnRefIdentifier ?? primaryIdentifier;
  return others.length === 0 ? identifier : undefined;
}
