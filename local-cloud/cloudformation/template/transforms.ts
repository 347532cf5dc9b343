import { isRecord, TemplateError, type Template } from './template';

export const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/** Returns the names of the macros that expand the whole template. */
export function declaredTransforms({ Transform = [] }: Pick<Template, 'Transform'>): string[] {
  return [Transform].flat().map((transform) => (isRecord(transform) ? String(transform.Name) : String(transform)));
}

export function hasLanguageExtensions(template: Pick<Template, 'Transform'>): boolean {
  return declaredTransforms(template).includes(LANGUAGE_EXTENSIONS);
}

/** Throws for macros, which run in AWS: without them the template would mean something else. */
export function rejectTransforms(template: Template): void {
  const names = [...declaredTransforms(template), ...embeddedTransforms(template)];
  const [name] = names.filter((one) => one !== LANGUAGE_EXTENSIONS);
  if (name === undefined) return;
  throw new TemplateError(
    `the local cloud does not expand the transform ${name}: deploy the expanded template, which GetTemplate returns ` +
      'in AWS as the stage Processed of a stack or change set',
  );
}

function embeddedTransforms(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(embeddedTransforms);
  if (!isRecord(value)) return [];
  const calls = [value['Fn::Transform'] ?? []].flat();
  return [
    ...calls.map((call) => (isRecord(call) ? String(call.Name) : String(call))),
    ...Object.values(value).flatMap(embeddedTransforms),
  ];
}
