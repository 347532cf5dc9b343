import { validateLength } from './text';

/** The three ways in which a parameter of the product gets its value. */
export interface ParameterSources {
  readonly parameters?: { readonly [key: string]: string };
  readonly usePreviousValues?: readonly string[];
  readonly secretParameters?: { readonly [key: string]: unknown };
}

/** Throws where Service Catalog would refuse a key or a value, or where a parameter gets its value in two ways. */
export function validateParameters(sources: ParameterSources): void {
  for (const [key, value] of Object.entries(sources.parameters ?? {})) {
    const advice = 'shorten it, or pass the name of a place where the product can read it';
    validateLength(`parameters.${key}`, value, 0, 4096, advice);
  }
  const owners = new Map<string, string>();
  for (const [property, key] of declaredKeys(sources)) {
    validateLength(`the key of a parameter in ${property}`, key, 1, 1000, 'pass the key as the product declares it');
    validateRenderable(property, key);
    const owner = owners.get(key);
    if (owner === property) throw new Error(`${property} has the parameter "${key}" twice: remove one of them`);
    if (owner !== undefined) {
      throw new Error(`the parameter "${key}" is in ${owner} and in ${property}: remove it from one of them`);
    }
    owners.set(key, property);
  }
}

/** The CDK sets what it renders by assignment, which for this key sets no property. */
function validateRenderable(property: string, key: string): void {
  if (key !== '__proto__') return;
  throw new Error(
    `${property} has the parameter "${key}", which the CDK leaves out of every template: give it another name in the product`,
  );
}

function declaredKeys(sources: ParameterSources): [property: string, key: string][] {
  return [
    ...Object.keys(sources.parameters ?? {}).map((key): [string, string] => ['parameters', key]),
    ...Object.keys(sources.secretParameters ?? {}).map((key): [string, string] => ['secretParameters', key]),
    ...(sources.usePreviousValues ?? []).map((key): [string, string] => ['usePreviousValues', key]),
  ];
}
