import { intrinsicCall, substitutedNames } from './evaluate';
import { isRecord } from './is-record';

/** The names that a value refers to by Ref, Fn::GetAtt and Fn::Sub, in the branches that its conditions choose. */
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

function namesOfCall(name: string, argument: unknown): string[] {
  switch (name) {
    case 'Ref':
      return [String(argument)];
    case 'Fn::GetAtt':
      return [Array.isArray(argument) ? String(argument[0]) : (String(argument).split('.')[0] ?? '')];
    case 'Fn::Sub': {
      const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
      const own = new Set(isRecord(variables) ? Object.keys(variables) : []);
      return substitutedNames(String(template))
        .filter((placeholder) => !own.has(placeholder))
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
