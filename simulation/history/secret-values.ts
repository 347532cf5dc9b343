import { fieldsOf } from './secrets';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { SecretParameterProperties } from '../../src/private/resource-properties';

/** The values that it had between two moments; none: the secret has no such field. */
export function secretValues(
  { secrets, ssm }: LocalCloud,
  { SecretId, JsonField, ParameterName = '' }: SecretParameterProperties,
  from: number,
  to: number,
): string[] {
  if (SecretId === undefined) return [ssm.valueOf(ParameterName) ?? []].flat();
  const values = secrets
    .everKnownAs(SecretId)
    .flatMap(({ versions }) =>
      versions.filter(({ created }, index) => created <= to && (versions[index + 1]?.created ?? Infinity) >= from),
    )
    .map(({ value }) => value);
  if (JsonField === undefined) return values;
  return values.flatMap((value) => (fieldsOf(value) as Record<string, string>)[JsonField] ?? []);
}
