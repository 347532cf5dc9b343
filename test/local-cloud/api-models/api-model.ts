import { NormalizedSchema } from '@smithy/core/schema';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** An operation of the API model that an SDK client ships with. */
export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** Among what the module of a client exports are the schemas: `[9, namespace, name, traits, input, output]` for an operation. */
export function operationsOf(client: object): Operation[] {
  return Object.values(client).flatMap((schema: unknown) => {
    if (!Array.isArray(schema) || schema[0] !== 9) return [];
    const [, , name, , input, output] = schema as [9, string, string, object, SchemaRef, SchemaRef];
    return [{ name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) }];
  });
}

/** `[3, namespace, name, traits, names, schemas, number of required members]`: those come first. */
export function requiredMembers(schema: NormalizedSchema): string[] {
  const structure = schema.getSchema();
  if (!Array.isArray(structure)) return [];
  const [, , , , names, , required] = structure as unknown as [number, string, string, object, string[], [], number?];
  return names.slice(0, required ?? 0);
}

/** The least that a client must send. */
export function leastInput(schema: NormalizedSchema, depth = 0): unknown {
  if (schema.isStructSchema()) {
    const required = depth > 5 ? [] : requiredMembers(schema);
    return Object.fromEntries(required.map((name) => [name, leastInput(schema.getMemberSchema(name), depth + 1)]));
  }
  if (schema.isListSchema()) return [leastInput(schema.getValueSchema(), depth + 1)];
  if (schema.isMapSchema()) return {};
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 1;
  if (schema.isTimestampSchema()) return new Date(0);
  if (schema.isBlobSchema()) return Buffer.from('x');
  return 'xxx';
}
