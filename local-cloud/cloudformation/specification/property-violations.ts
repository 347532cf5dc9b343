import type { Property, PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import { membersOf, specificationOf } from './resource-types';
import { isRecord } from '../template/template';

type Properties = Readonly<Record<string, unknown>>;

const TAG: ResourceProperties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' } },
};

/** Returns the violations of a resource's properties, worded like those of CloudFormation's JSON schemas. */
export function propertyViolations(type: string, properties: Properties): string[] {
  const specification = specificationOf(type);
  return specification === undefined ? [] : objectViolations(properties, specification.properties, '#');
}

function objectViolations(object: Properties, members: ResourceProperties, path: string): string[] {
  const missing = Object.entries(members)
    .filter(([name, { required }]) => required && object[name] === undefined)
    .map(([name]) => `${path}: required key [${name}] not found`);
  const others = Object.entries(object).flatMap(([name, value]) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) return [`${path}: extraneous key [${name}] is not permitted`];
    return memberViolations(value, member, `${path}/${name}`);
  });
  return [...missing, ...others];
}

/** The specification has changed the types of some properties; the previous types remain valid. */
function memberViolations(value: unknown, { type, previousTypes = [] }: Property, path: string): string[] {
  return anyOf(value, [type, ...previousTypes], path);
}

function anyOf(value: unknown, types: readonly PropertyType[], path: string): string[] {
  const violations = types.map((type) => valueViolations(value, type, path));
  return violations.find(({ length }) => length === 0) ?? violations[0] ?? [];
}

function valueViolations(value: unknown, type: PropertyType, path: string): string[] {
  const unless = (fits: boolean, expected: string): string[] =>
    fits ? [] : [`${path}: expected type: ${expected}, found: ${nameOfType(value)}`];
  switch (type.type) {
    case 'string':
    case 'date-time':
      return unless(typeof value !== 'object', 'String');
    case 'number':
      return unless(isNumber(value), 'Number');
    case 'integer':
      return unless(isNumber(value) && Number.isInteger(Number(value)), 'Integer');
    case 'boolean':
      return unless(typeof value === 'boolean' || /^(true|false)$/i.test(String(value)), 'Boolean');
    case 'tag':
      return isRecord(value) ? objectViolations(value, TAG, path) : unless(false, 'JSONObject');
    case 'json':
    case 'null':
      return [];
    case 'array':
      if (!Array.isArray(value)) return unless(false, 'JSONArray');
      return value.flatMap((element, index) => valueViolations(element, type.element, `${path}/${index}`));
    case 'map':
      if (!isRecord(value)) return unless(false, 'JSONObject');
      return Object.entries(value).flatMap(([key, entry]) => valueViolations(entry, type.element, `${path}/${key}`));
    case 'ref':
      return isRecord(value) ? objectViolations(value, membersOf(type), path) : unless(false, 'JSONObject');
    case 'union':
      return anyOf(value, type.types, path);
  }
}

/** CloudFormation accepts the text of a number for a number, and parameters are texts. */
function isNumber(value: unknown): boolean {
  return (
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)))
  );
}

function nameOfType(value: unknown): string {
  if (Array.isArray(value)) return 'JSONArray';
  if (isRecord(value)) return 'JSONObject';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Number';
  return typeof value === 'boolean' ? 'Boolean' : 'String';
}
