import { type DeployedResource, type Stack } from './stack';
import { isCustomResource } from '../specification/resource-types';
import { type ResourceValues } from '../template/bound-template';
import { TemplateError } from '../template/template';

/** A template refers to an attribute that the resource does not have. */
export class MissingAttribute extends TemplateError {}

/** Returns the present values of Ref and Fn::GetAtt for the resources of a stack. */
export function valuesOfResources(stack: Stack): ResourceValues {
  const deployed = (logicalId: string): DeployedResource => {
    const resource = stack.resources.get(logicalId)?.deployed;
    if (resource) return resource;
    throw new TemplateError(
      `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
    );
  };
  return {
    ref: (logicalId) => refOf(deployed(logicalId)),
    attribute: (logicalId, name) => attributeOf(logicalId, deployed(logicalId), name),
  };
}

/** Masks the attributes of resources that ask for NoEcho, for values that people can see. */
export function maskedValuesOfResources(stack: Stack, values = valuesOfResources(stack)): ResourceValues {
  return {
    ref: (logicalId) => values.ref(logicalId),
    attribute: (logicalId, name) =>
      stack.resources.get(logicalId)?.deployed?.noEcho ? '*****' : values.attribute(logicalId, name),
  };
}

function refOf(resource: DeployedResource): string {
  return resource.ref ?? resource.physicalId;
}

function attributeOf(logicalId: string, resource: DeployedResource, name: string): unknown {
  const value = resource.attributes?.[name] ?? resource.otherAttribute?.(name);
  if (value !== undefined) return value;
  const { Type: type } = resource.definition;
  throw new MissingAttribute(
    isCustomResource(type)
      ? `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object`
      : `Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`,
  );
}
