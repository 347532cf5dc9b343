import { specificationOf, isCustomResource } from './resource-types';
import { type AttributeReference, attributeReferences } from '../template/references';
import { type Template, TemplateError } from '../template/template';
import { declaredTransforms, LANGUAGE_EXTENSIONS } from '../template/transforms';

/** The CDK adds this type to every stack; the specification does not have it. */
const METADATA = 'AWS::CDK::Metadata';

/** @param isServed - whether the local cloud has a handler for a type, be it in the specification or not */
export function validateTypes(template: Template, isServed: (type: string) => boolean): void {
  // A transform may define types of its own.
  if (declaredTransforms(template).some((name) => name !== LANGUAGE_EXTENSIONS)) return;
  const { Resources } = template;
  const types = [...new Set(Object.values(Resources).flatMap(({ Type }) => Type ?? []))];
  const unknown = types.filter((type) => type !== METADATA && !isServed(type) && specificationOf(type) === undefined);
  if (unknown.length > 0) {
    throw new TemplateError(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`);
  }
}

export function validateAttributes({ Resources, Outputs = {} }: Template): void {
  const values = [...Object.values(Resources).map(({ Properties }) => Properties), Outputs];
  for (const { logicalId, attribute } of values.flatMap(attributeReferences)) {
    const type = Object.hasOwn(Resources, logicalId) ? Resources[logicalId]?.Type : undefined;
    if (type === undefined || hasAttribute(type, attribute)) continue;
    throw new TemplateError(
      `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
    );
  }
}

function hasAttribute(type: string, attribute: AttributeReference['attribute']): boolean {
  if (isCustomResource(type)) return true;
  const specification = specificationOf(type);
  if (specification === undefined) return true;
  const { attributes } = specification;
  // `Outputs.Key` of a nested stack: the part behind the dot is the user's.
  const [outer = ''] = attribute.split('.');
  const members = Object.hasOwn(attributes, outer) ? attributes[outer]?.type.type : undefined;
  return Object.hasOwn(attributes, attribute) || members === 'map' || members === 'json' || outer === 'Outputs';
}
