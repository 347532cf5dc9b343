import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import { expandLoops } from './expand-loops';
import { checkFormat } from './format-rules';
import { splitList } from './parameters';
import { isRecord, formatError, TemplateError, type Template } from './template';
import { hasLanguageExtensions } from './transforms';

const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAZs',
  'GetStackOutput',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BYTES = 1_000_000;

type Parameters = Readonly<Record<string, string>>;

/**
 * Reads a template in JSON or YAML, including the short forms (`!Ref`, `!GetAtt a.b`, …).
 *
 * @param parameters - values for the loops over parameters; a missing value is replaced by the default
 */
export function parseTemplate(body: string, parameters: Parameters = {}): Template {
  if (Buffer.byteLength(body) > MOST_BYTES) {
    throw new TemplateError(`Template may not exceed ${MOST_BYTES} bytes in size.`);
  }
  const written = readTemplate(body);
  if (!isRecord(written)) throw formatError('unsupported structure.');
  const template = hasLanguageExtensions(written) ? withoutLoops(written, parameters) : written;
  checkFormat(template);
  // Validated as far as this engine relies on it.
  return template as unknown as Template;
}

function withoutLoops(template: Record<string, unknown>, given: Parameters): Record<string, unknown> {
  const definitions = isRecord(template.Parameters) ? template.Parameters : {};
  const expanded = expandLoops(template, (name) => {
    const definition = definitions[name];
    const value = given[name] ?? (isRecord(definition) ? definition.Default : undefined);
    return value === undefined ? undefined : splitList(String(value));
  });
  return isRecord(expanded) ? expanded : {};
}

/** Returns the value of the text, which need not be a template. */
export function readTemplate(body: string): unknown {
  const isJson = body.trimStart().startsWith('{');
  try {
    // The short forms leave nodes of the YAML document behind; JSON turns them into plain values.
    return isJson ? JSON.parse(body) : JSON.parse(JSON.stringify(parse(body, YAML)));
  } catch (error) {
    throw formatError(`${isJson ? 'JSON' : 'YAML'} not well-formed. (${String(error)})`);
  }
}

/** Of a key that occurs twice the last one counts, as in JSON. */
const YAML = { customTags: shortForms(), logLevel: 'error', uniqueKeys: false } as const;

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
