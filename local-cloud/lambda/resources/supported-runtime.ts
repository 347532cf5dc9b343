import { type FunctionProperties } from './function-properties';
import { AwsError } from '../../gateway/service';
import { findPython } from '../python/find-python';
import { type RuntimeLanguage } from '../runtime';
/** Older runtimes include version 2 of the SDK, which knows no other endpoint than AWS. */
const OLDEST_NODE = 18;

/** Throws for functions that the local cloud could only pretend to run, and names the property. */
export function languageOf({ PackageType, Code, Runtime, Layers = [] }: FunctionProperties): RuntimeLanguage {
  if (PackageType === 'Image' || Code.ImageUri !== undefined) {
    throw refusal(`PackageType Image (${Code.ImageUri ?? ''})`, 'it starts no containers');
  }
  if (Layers.length > 0) {
    throw refusal(`Layers [${Layers.join(', ')}]`, 'it knows no layers; put what they hold into the package');
  }
  if (Runtime === undefined) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const [, language, version] = /^(nodejs|python)(\d+)\.[x\d]+$/.exec(Runtime) ?? [];
  if (language === 'nodejs' && Number(version) >= OLDEST_NODE) return language;
  if (language === 'python' && version === '3') {
    if (findPython() !== undefined) return language;
    throw refusal(`Runtime ${Runtime}`, 'there is no python3 on this machine; install it');
  }
  throw refusal(
    `Runtime ${Runtime}`,
    `it runs nodejs${OLDEST_NODE}.x and newer, and python3.* where python3 is on the machine`,
  );
}

function refusal(what: string, hint: string): AwsError {
  return new AwsError('InvalidParameterValueException', `the local cloud does not run functions with ${what}: ${hint}`);
}
