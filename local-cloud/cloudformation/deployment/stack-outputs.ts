import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { valuesOfResources } from '../stacks/resource-values';
import { type ExportedOutput } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';
import { type BoundTemplate, type ResourceValues } from '../template/bound-template';
import { evaluate } from '../template/evaluate';

/** Evaluates the outputs of a template with the values of its resources. */
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

/** Sets the outputs of a stack, or returns the reason why it cannot have them. */
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
