import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { AwsError, type ServiceReply } from '../../gateway/service';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
/** Elements that may occur more than once. */
const LISTS: ReadonlySet<string> = new Set(['Object', 'Part', 'Tag']);

const builder = new XMLBuilder({ ignoreAttributes: false });
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => LISTS.has(name),
});

/** A parsed element: its children by name, or its text. */
export type XmlElement = string | { readonly [name: string]: XmlElement | readonly XmlElement[] | undefined };

/** Reads the document of a request. */
export function readDocument(body: Buffer, root: string): XmlElement {
  const source = body.toString();
  const parsed = XMLValidator.validate(source) === true ? (parser.parse(source) as Record<string, XmlElement>) : {};
  const element = parsed[root];
  if (element !== undefined) return element;
  throw new AwsError('MalformedXML', `The XML you provided was not well-formed or has no element ${root}.`);
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  const found = typeof element === 'string' ? undefined : element[name];
  return isList(found) ? found[0] : found;
}

export function children(element: XmlElement, name: string): readonly XmlElement[] {
  const found = typeof element === 'string' ? undefined : element[name];
  if (found === undefined) return [];
  return isList(found) ? found : [found];
}

export function text(element: XmlElement, name: string): string | undefined {
  const found = child(element, name);
  return typeof found === 'string' ? found : undefined;
}

function isList(found: XmlElement | readonly XmlElement[] | undefined): found is readonly XmlElement[] {
  return Array.isArray(found);
}

/** Writes the document of a reply, in the namespace of S3. */
export function documentReply(
  root: string,
  content: object,
  headers: Readonly<Record<string, string>> = {},
): ServiceReply {
  const document = { [root]: { '@_xmlns': NAMESPACE, ...content } };
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `<?xml version="1.0" encoding="UTF-8"?>${builder.build(document)}`,
  };
}
