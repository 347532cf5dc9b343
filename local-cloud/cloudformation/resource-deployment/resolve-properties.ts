import { type Properties } from '../resource-handlers/resource-handler';
import { isCustomResource } from '../specification/resource-types';
import { maskedValuesOfResources, valuesOfResources } from '../stacks/resource-values';
import { type StackRecord } from '../stacks/stack-record';
import { withStackTags } from '../stacks/tags';
import { type BoundTemplate, type ResourceValues } from '../template/bound-template';
import { type DynamicReferences, resolveDynamicReferences } from '../template/dynamic-references';
import { evaluate, type Scope } from '../template/evaluate';
import { isRecord, type ResourceDefinition } from '../template/template';
import { isNoEcho } from '../template/template-summary';

export interface ResolvedProperties {
  /** As in the template, with dynamic references not yet replaced. */
  readonly declared: Properties;
  /** The properties for the handler. */
  readonly properties: Properties;
  /** JSON for the events, with NoEcho values masked. */
  readonly shown: string;
}

export function resolveProperties(
  definition: ResourceDefinition,
  template: BoundTemplate,
  stack: StackRecord,
  references: DynamicReferences,
): ResolvedProperties {
  const raw = definition.Properties ?? {};
  const evaluated = evaluate(raw, template.scope(valuesOfResources(stack)));
  const declared = withStackTags(definition.Type, isRecord(evaluated) ? evaluated : {}, stack.tags);
  // Custom resources get plain ssm references only: secure ones reach them unresolved.
  const secure = !isCustomResource(definition.Type);
  const properties = resolveDynamicReferences(declared, references, secure);
  return {
    declared,
    properties: isRecord(properties) ? properties : {},
    shown: JSON.stringify(evaluate(raw, maskedScope(template, maskedValuesOfResources(stack)))),
  };
}

/** Masks NoEcho parameters, for values that people can see. */
export function maskedScope(template: BoundTemplate, values: ResourceValues): Scope {
  const scope = template.scope(values);
  const definitions = template.template.Parameters ?? {};
  return {
    ...scope,
    ref: (name: string) => {
      const parameter = definitions[name];
      return parameter && isNoEcho(parameter) ? '****' : scope.ref(name);
    },
  };
}
