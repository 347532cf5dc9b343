import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({ ignoreAttributes: false });

/**
 * Writes the reply of a Query operation: lists become `member` elements, dates ISO 8601; absent fields are left out.
 */
export function queryResponse(action: string, namespace: string, result: object, requestId: string): string {
  return builder.build({
    [`${action}Response`]: {
      '@_xmlns': namespace,
      [`${action}Result`]: shape(result),
      ResponseMetadata: { RequestId: requestId },
    },
  });
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return { member: value.map(shape) };
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, shape(field)]),
  );
}
