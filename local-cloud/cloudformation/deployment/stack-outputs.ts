import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { valuesOfResources } from '../stacks/resource-values';
import { type ExportedOutput } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';
import { type BoundTemplate, type ResourceValues } from '../template/bound-template';
import { evaluate } from '../template/evaluate';

/** The outputs of a template, given what its resources stand for. */
export function evaluateOutputs(template: BoundTemplate, resources: ResourceValues): ExportedOutput[] {
  const scope = template.scope(resources);
  return [...template.outputs].map(([key, { Value, Description, Export }]) => {
    const value = evaluate(Value, scope);
    return {
      key,
      value: Array.isArray(value) ? value.join(',') : String(value),
      description: Description,
      exportName: Export === undefined ? undefined : String(evaluate(Export.Name, scope)),
    };
  });
}

/** Gives a stack the outputs of its template, or the reason why it cannot have them. */
export function takeOutputs(
  stack: StackRecord,
  template: BoundTemplate,
  environment: ResourceEnvironment,
): string | undefined {
  try {
    const outputs = evaluateOutputs(template, valuesOfResources(stack));
    const conflict = environment.exportConflict(stack, outputs);
    if (conflict === undefined) stack.outputs = outputs;
    return conflict;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
