import { type IntrinsicCall, intrinsicCall, substitutedNames } from './evaluate';
import { isRecord } from './template';

/**
 * Returns the names that a value refers to by Ref, Fn::GetAtt and Fn::Sub, in the branches that its conditions choose.
 */
export function referencedNames(value: unknown, condition: (name: string) => boolean): Set<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!isRecord(node)) return;
    const call = intrinsicCall(node);
    if (!call) return Object.values(node).forEach(visit);
    namesOfCall(call.name, call.argument).forEach((name) => names.add(name));
    nestedValues(call.name, call.argument, condition).forEach(visit);
  };
  visit(value);
  return names;
}

export interface AttributeReference {
  readonly logicalId: string;
  readonly attribute: string;
}

/** Returns every Fn::GetAtt of a value, including those of Fn::Sub and of branches that are not chosen. */
export function attributeReferences(value: unknown): AttributeReference[] {
  if (Array.isArray(value)) return value.flatMap(attributeReferences);
  if (!isRecord(value)) return [];
  const call = intrinsicCall(value);
  return [...(call ? attributesOfCall(call) : []), ...Object.values(value).flatMap(attributeReferences)];
}

function attributesOfCall({ name, argument }: IntrinsicCall): AttributeReference[] {
  const parsed = (path: string): AttributeReference[] => {
    const dot = path.indexOf('.');
    return dot < 0 ? [] : [{ logicalId: path.slice(0, dot), attribute: path.slice(dot + 1) }];
  };
  if (name === 'Fn::GetAtt') {
    if (typeof argument === 'string') return parsed(argument);
    // The name of the attribute may be an intrinsic function.
    return isStrings(argument) ? parsed(argument.join('.')) : [];
  }
  if (name !== 'Fn::Sub') return [];
  const { text, variables } = substitution(argument);
  return substitutedNames(text)
    .filter((placeholder) => !variables.has(placeholder))
    .flatMap(parsed);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function substitution(argument: unknown): { readonly text: string; readonly variables: ReadonlySet<string> } {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return { text: String(text), variables: new Set(isRecord(variables) ? Object.keys(variables) : []) };
}

function namesOfCall(name: string, argument: unknown): string[] {
  switch (name) {
    case 'Ref':
      return [String(argument)];
    case 'Fn::GetAtt':
      return [Array.isArray(argument) ? String(argument[0]) : (String(argument).split('.')[0] ?? '')];
    case 'Fn::Sub': {
      const { text, variables } = substitution(argument);
      return substitutedNames(text)
        .filter((placeholder) => !variables.has(placeholder))
        .map((placeholder) => placeholder.split('.')[0] ?? '');
    }
    default:
      return [];
  }
}

function nestedValues(name: string, argument: unknown, condition: (name: string) => boolean): unknown[] {
  if (name === 'Ref') return [];
  if (name === 'Fn::If' && Array.isArray(argument)) return [argument[condition(String(argument[0])) ? 1 : 2]];
  return [argument];
}
