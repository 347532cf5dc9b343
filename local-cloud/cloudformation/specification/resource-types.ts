import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { DefinitionReference, Resource, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';

/** Returns true for a type that a function of the user implements; the specification has none of them. */
export function isCustomResource(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

/** Half a second and a hundred megabytes: loaded when the first type is looked up. */
let database: SpecDatabase | undefined;
const types = new Map<string, Resource | undefined>();

/** Returns the CloudFormation specification of a resource type, or undefined for one that does not exist. */
export function specificationOf(type: string): Resource | undefined {
  if (!types.has(type)) {
    database ??= loadAwsServiceSpecSync();
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    // A type that a transform expands is no type of CloudFormation's own.
    types.set(type, resource?.cloudFormationTransform === undefined ? resource : undefined);
  }
  return types.get(type);
}

/** Returns the members of a property that is an object. */
export function membersOf({ reference }: DefinitionReference): ResourceProperties {
  database ??= loadAwsServiceSpecSync();
  return database.get('typeDefinition', reference).properties;
}

/** Returns the property or attribute that `Ref` stands for, where it is a single one. */
export function identifierOf(type: string): string | undefined {
  const { cfnRefIdentifier, primaryIdentifier = [] } = specificationOf(type) ?? {};
  const [identifier, ...others] = cfnRefIdentifier ?? primaryIdentifier;
  return others.length === 0 ? identifier : undefined;
}
