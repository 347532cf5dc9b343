import { createRequire } from 'node:module';
import { type ServiceRequest } from './service';

/** Required when first needed: to load an SDK's client takes a quarter of a second. */
const load = createRequire(__filename);

/** Returns the operation of a request, by the model of the REST API in the SDK's client. */
export function restOperation(
  client: string,
  { method, path, query }: Pick<ServiceRequest, 'method' | 'path' | 'query'>,
): string | undefined {
  const fitting = Object.values(load(client) as object)
    .filter(isOperation)
    .flatMap(([, , name, { http }]) => (http?.[0] === method ? [{ name, template: http[1] }] : []))
    .filter(({ template }) => matches(template, path, query));
  // An operation that requires fields of the query takes precedence over one that does not.
  return fitting.sort((one, other) => other.template.indexOf('?') - one.template.indexOf('?'))[0]?.name;
}

/** `[9, namespace, name, traits, input, output]`; the trait `http` holds method, path and status. */
type OperationSchema = readonly [9, string, string, { readonly http?: readonly [string, string, number] }];

function isOperation(schema: unknown): schema is OperationSchema {
  return Array.isArray(schema) && schema[0] === 9 && typeof schema[3] === 'object';
}

/** `{Name}` stands for one segment of the path, `{Name+}` for any number. */
function matches(template: string, path: string, query: URLSearchParams): boolean {
  const [pattern = '', fields] = template.split('?');
  if (![...new URLSearchParams(fields)].every(([name, value]) => query.get(name) === value)) return false;
  const parts = pattern.replace(/\/$/, '').split('/');
  const given = path.replace(/\/$/, '').split('/');
  const isGreedy = parts.at(-1)?.endsWith('+}') ?? false;
  const fits = isGreedy ? given.length >= parts.length : given.length === parts.length;
  return fits && parts.every((part, index) => part.startsWith('{') || part === given[index]);
}
