import { validateLength } from './validate-text';

/** The three ways in which a parameter of the product gets its value. */
export interface ParameterSources {
  readonly parameters?: { readonly [key: string]: string };
  readonly previousParameters?: readonly string[];
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
    const owner = owners.get(key);
    if (owner !== undefined) {
      throw new Error(`the parameter "${key}" is in ${owner} and in ${property}: remove it from one of them`);
    }
    owners.set(key, property);
  }
}

function declaredKeys(sources: ParameterSources): [property: string, key: string][] {
  return [
    ...Object.keys(sources.parameters ?? {}).map((key): [string, string] => ['parameters', key]),
    ...Object.keys(sources.secretParameters ?? {}).map((key): [string, string] => ['secretParameters', key]),
    ...(sources.previousParameters ?? []).map((key): [string, string] => ['previousParameters', key]),
  ];
}
