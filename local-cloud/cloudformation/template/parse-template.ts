import { parse, ScalarTag, CollectionTag } from 'yaml';
import { isRecord } from './is-record';
import { Template } from './template';
import { TemplateError } from './template-error';

const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'Equals',
  'FindInMap',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
];

/** Reads a template of JSON or YAML, the short forms (`!Ref`, `!GetAtt a.b`, …) included. */
export function parseTemplate(body: string): Template {
  const template = read(body);
  if (!isRecord(template)) throw formatError('unsupported structure.');
  if (!isRecord(template.Resources) || Object.keys(template.Resources).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (!/^[A-Za-z0-9]+$/.test(logicalId)) throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
    if (!isRecord(resource) || typeof resource.Type !== 'string') {
      throw formatError(`[/Resources/${logicalId}] Every Resources object must contain a Type member.`);
    }
  }
  for (const [key, output] of Object.entries(isRecord(template.Outputs) ? template.Outputs : {})) {
    if (!isRecord(output) || output.Value === undefined) {
      throw formatError(`[/Outputs/${key}] Every Outputs member must contain a Value object`);
    }
  }
  // Checked above as far as this engine relies on it.
  return template as unknown as Template;
}

function read(body: string): unknown {
  const isJson = body.trimStart().startsWith('{');
  try {
    // The short forms leave nodes of the YAML document behind; JSON makes plain values of them.
    return isJson
      ? JSON.parse(body)
      : JSON.parse(JSON.stringify(parse(body, { customTags: shortForms(), logLevel: 'error' })));
  } catch (error) {
    throw formatError(`${isJson ? 'JSON' : 'YAML'} not well-formed. (${String(error)})`);
  }
}

function shortForms(): (ScalarTag | CollectionTag)[] {
  const scalar = (tag: string, resolve: (value: string) => unknown): ScalarTag => ({ tag: `!${tag}`, resolve });
  return [
    scalar('Ref', (name) => ({ Ref: name })),
    scalar('Condition', (name) => ({ Condition: name })),
    scalar('GetAtt', (path) => ({ 'Fn::GetAtt': splitOnce(path) })),
    ...collections('GetAtt'),
    ...FUNCTIONS.flatMap((name) => [scalar(name, (value) => ({ [`Fn::${name}`]: value })), ...collections(name)]),
  ];
}

function collections(name: string): CollectionTag[] {
  return (['seq', 'map'] as const).map((collection) => ({
    tag: `!${name}`,
    collection,
    resolve: (node) => ({ [`Fn::${name}`]: node }),
  }));
}

function splitOnce(path: string): string[] {
  const dot = path.indexOf('.');
  return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}

function formatError(detail: string): TemplateError {
  return new TemplateError(`Template format error: ${detail}`);
}
