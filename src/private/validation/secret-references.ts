const SECRET_REFERENCE = /\{\{resolve:(secretsmanager|ssm-secure):/;

/**
 * Throws where a dynamic reference would put the value of a secret, or its own text, into the events and executions.
 *
 * @param values as they are in the template: the references of the CDK are tokens before.
 */
export function validateNoSecretReference(values: {
  readonly parameters: { readonly [key: string]: unknown };
  readonly tags: { readonly [key: string]: unknown };
}): void {
  for (const [key, value] of Object.entries(values.parameters)) {
    validateValue(`parameters.${key}`, value, 'move the parameter to secretParameters');
  }
  for (const [key, value] of Object.entries(values.tags)) {
    validateValue(`the value of the tag "${key}"`, value, 'remove the tag, which everybody could read');
  }
}

function validateValue(property: string, value: unknown, advice: string): void {
  const [reference] = SECRET_REFERENCE.exec(JSON.stringify(value)) ?? [];
  if (reference === undefined) return;
  throw new Error(
    `${property} has the dynamic reference "${reference}…}}", but CloudFormation supports none to secrets here: ${advice}`,
  );
}
