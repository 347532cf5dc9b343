import { createRequire } from 'node:module';
import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './service';

/** Required when first needed: to load an SDK's client takes a quarter of a second. */
const load = createRequire(__filename);

/** Throws AWS's error where a member of the input has another type than in the model of the API. */
export function validateInputTypes(client: string, operation: string, input: unknown): void {
  // A client exports the schema of each operation.
  const schema = (load(client) as Readonly<Record<string, unknown>>)[`${operation}$`];
  // [9, namespace, name, traits, input, output]
  if (Array.isArray(schema)) validateInputType(NormalizedSchema.of(schema[4] as Schema), input, operation);
}

type Schema = Parameters<typeof NormalizedSchema.of>[0];

function validateInputType(schema: NormalizedSchema, value: unknown, path: string): void {
  const [expected, isRight] = expectation(schema, value);
  if (!isRight) throw new AwsError('SerializationException', `${path} must be ${expected}, not ${kindOf(value)}`);
  if (schema.isStructSchema()) {
    const members = value as Readonly<Record<string, unknown>>;
    for (const [name, member] of schema.structIterator()) {
      const given = Object.hasOwn(members, name) ? members[name] : undefined;
      if (given !== undefined && given !== null) validateInputType(member, given, `${path}.${name}`);
    }
  } else if (schema.isListSchema()) {
    (value as unknown[]).forEach((item, index) =>
      validateInputType(schema.getValueSchema(), item, `${path}[${index}]`),
    );
  } else if (schema.isMapSchema()) {
    for (const [key, item] of Object.entries(value as object)) {
      validateInputType(schema.getValueSchema(), item, `${path}.${key}`);
    }
  }
}

function expectation(schema: NormalizedSchema, value: unknown): readonly [string, boolean] {
  const kind = kindOf(value);
  if (schema.isStructSchema() || schema.isMapSchema()) return ['an object', kind === 'object'];
  if (schema.isListSchema()) return ['an array', kind === 'array'];
  if (schema.isBooleanSchema()) return ['a boolean', kind === 'boolean'];
  if (schema.isNumericSchema()) return ['a number', kind === 'number'];
  if (schema.isTimestampSchema()) return ['a time', kind === 'number' || kind === 'string'];
  if (schema.isStringSchema() || schema.isBlobSchema()) return ['a string', kind === 'string'];
  return ['anything', true];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
