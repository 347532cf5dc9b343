import { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from './api-model';

/** Where an answer in JSON does not fit the model: members that are unknown, missing or of another type. */
export function misfitsOfJson(value: unknown, schema: NormalizedSchema, path = ''): string[] {
  if (value === undefined) return [];
  if (schema.isStructSchema()) {
    if (!isObject(value)) return [`${path} is no structure`];
    return misfitsOfMembers(value, schema, path, misfitsOfJson);
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => misfitsOfJson(item, schema.getValueSchema(), `${path}[${index}]`));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) return [`${path} is no map`];
    return Object.entries(value).flatMap(([key, item]) =>
      misfitsOfJson(item, schema.getValueSchema(), `${path}{${key}}`),
    );
  }
  return misfitOfScalar(value, schema, path);
}

/** The same of an answer in XML, as it was parsed: all values are text, lists have `member` elements or are flat. */
export function misfitsOfXml(value: unknown, schema: NormalizedSchema, path = ''): string[] {
  if (schema.isStructSchema()) {
    return misfitsOfMembers(isObject(value) ? value : {}, schema, path, misfitsOfXml);
  }
  if (schema.isListSchema()) {
    const { xmlName = 'member' } = schema.getValueSchema().getMergedTraits();
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    if (!flat && isObject(value) && Object.keys(value).some((name) => name !== xmlName)) {
      return [`${path} holds other elements than ${String(xmlName)}: ${Object.keys(value).join(', ')}`];
    }
    const items = flat ? value : isObject(value) ? value[String(xmlName)] : [];
    return [items ?? []]
      .flat()
      .flatMap((item, index) => misfitsOfXml(item, schema.getValueSchema(), `${path}[${index}]`));
  }
  const text = String(value);
  if (schema.isBooleanSchema()) return /^(true|false)$/.test(text) ? [] : [`${path} is no boolean: ${text}`];
  if (schema.isNumericSchema()) return /^-?\d+(\.\d+)?$/.test(text) ? [] : [`${path} is no number: ${text}`];
  if (schema.isTimestampSchema()) return Number.isNaN(Date.parse(text)) ? [`${path} is no time: ${text}`] : [];
  return [];
}

function misfitsOfMembers(
  value: Readonly<Record<string, unknown>>,
  schema: NormalizedSchema,
  path: string,
  misfits: typeof misfitsOfJson,
): string[] {
  const members = new Map<string, NormalizedSchema>();
  for (const [name, member] of schema.structIterator()) {
    const { xmlName, httpHeader, httpPrefixHeaders, httpResponseCode } = member.getMergedTraits();
    if (httpHeader ?? httpPrefixHeaders ?? httpResponseCode) continue;
    members.set(misfits === misfitsOfXml ? String(xmlName ?? name) : name, member);
  }
  const required = requiredMembers(schema).filter((name) => members.has(name));
  const missing = required.filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, item]) => {
      if (name.startsWith('@_') || name === '#text' || item === undefined) return [];
      const member = members.get(name);
      return member ? misfits(item, member, `${path}.${name}`) : [`${path}.${name} is not in the model`];
    }),
  ];
}

function misfitOfScalar(value: unknown, schema: NormalizedSchema, path: string): string[] {
  const is = (type: string) => (typeof value === type ? [] : [`${path} is of type ${typeof value}, not ${type}`]);
  if (schema.isBooleanSchema()) return is('boolean');
  if (schema.isTimestampSchema()) {
    return value instanceof Date || typeof value === 'number' ? [] : [`${path} is no time`];
  }
  if (schema.isNumericSchema()) return is('number');
  if (schema.isDocumentSchema()) return [];
  return is('string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
