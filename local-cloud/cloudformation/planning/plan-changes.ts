import { isDeepStrictEqual } from 'node:util';
import { type ChangeScope, KNOWN_AFTER_APPLY, type PropertyChange, type ResourceChange } from './resource-change';
import { evaluateOutputs } from '../deployment/stack-outputs';
import { maskedScope } from '../resource-deployment/resolve-properties';
import { type Properties } from '../resource-handlers/resource-handler';
import { isCustomResource } from '../specification/resource-types';
import { MissingAttribute, maskedValuesOfResources, valuesOfResources } from '../stacks/resource-values';
import { type DeployedResource, type Stack } from '../stacks/stack';
import { type StackTarget } from '../stacks/stack-target';
import { withStackTags } from '../stacks/tags';
import { type BoundTemplate, type ResourceValues } from '../template/bound-template';
import { evaluate, type Scope } from '../template/evaluate';
import { type ResourceDefinition } from '../template/template';

export interface StackPlan {
  readonly changes: readonly ResourceChange[];
  /** True where nothing would change: neither resources, outputs nor tags. */
  readonly noUpdates: boolean;
}

/** Thrown for a value that is known only during the deployment. */
class NotKnownYet extends Error {}

/** The value of a property that is not known yet. */
const DYNAMIC = Symbol('dynamic');

type CreateOnlyProperties = (type: string) => readonly string[];

/** Returns the changes by which a deployment would bring the stack to the target. */
export function planChanges(stack: Stack, target: StackTarget, createOnly: CreateOnlyProperties): StackPlan {
  const { template } = target;
  const planned = new Map<string, ResourceChange>();
  const values = valuesBefore(stack, planned);
  const scope = template.scope(values);
  const shownScope = maskedScope(template, maskedValuesOfResources(stack, values));
  for (const logicalId of inOrder(template)) {
    const definition = template.resources.get(logicalId);
    if (definition === undefined) continue;
    const change = planResource(logicalId, definition, stack, target, scope, createOnly);
    if (change) planned.set(logicalId, { ...change, after: shownProperties(definition, shownScope) });
  }
  const removed = [...stack.resources.values()]
    .filter(({ logicalId, status }) => !template.resources.has(logicalId) && status !== 'DELETE_COMPLETE')
    .map(
      ({ logicalId, type, physicalId, deployed }) =>
        ({
          action: 'Remove',
          logicalId,
          physicalId,
          type,
          policy: deployed?.definition.DeletionPolicy,
          before: deployed && JSON.parse(deployed.shown),
          scope: [],
          details: [],
        }) as const,
    );
  const changes = [...[...template.resources.keys()].flatMap((logicalId) => planned.get(logicalId) ?? []), ...removed];
  return { changes, noUpdates: changes.length === 0 && !isRestChanged(stack, target) };
}

function planResource(
  logicalId: string,
  definition: ResourceDefinition,
  stack: Stack,
  { tags }: StackTarget,
  scope: Scope,
  createOnly: CreateOnlyProperties,
): ResourceChange | undefined {
  const { Type: type } = definition;
  const resource = stack.resources.get(logicalId);
  const current = resource?.deployed;
  if (!current || resource.status === 'CREATE_FAILED' || resource.status === 'DELETE_COMPLETE') {
    return { action: 'Add', logicalId, type, scope: [], details: [] };
  }
  const declared = withStackTags(type, evaluateKnown(definition.Properties ?? {}, scope), tags);
  const details = [
    ...changedProperties(type, current, declared, createOnly(type)),
    ...changedAttributes(current.definition, definition),
  ];
  if (details.length === 0 && resource.status !== 'UPDATE_FAILED') return undefined;
  return {
    action: 'Modify',
    logicalId,
    physicalId: current.physicalId,
    type,
    replacement: replacementOf(details),
    policy: definition.UpdateReplacePolicy,
    before: JSON.parse(current.shown),
    scope: [...new Set(details.map(({ attribute }) => attribute))],
    details,
  };
}

function shownProperties({ Properties: raw }: ResourceDefinition, scope: Scope): Properties {
  const entries = Object.entries(evaluateKnown(raw ?? {}, scope));
  return Object.fromEntries(entries.map(([name, value]) => [name, value === DYNAMIC ? KNOWN_AFTER_APPLY : value]));
}

function evaluateKnown(properties: Properties, scope: Scope): Properties {
  const entries = Object.entries(properties).map(([name, value]): readonly [string, unknown] => {
    try {
      return [name, evaluate(value, scope)];
    } catch (error) {
      // An attribute that does not exist fails the deployment, not its plan.
      if (error instanceof NotKnownYet || error instanceof MissingAttribute) return [name, DYNAMIC];
      throw error;
    }
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function changedProperties(
  type: string,
  current: DeployedResource,
  declared: Properties,
  createOnly: readonly string[],
): PropertyChange[] {
  const names = new Set([...Object.keys(current.declared), ...Object.keys(declared)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(current.declared[name], declared[name]))
    .map((name) => ({
      attribute: name === 'Tags' ? 'Tags' : 'Properties',
      name: name === 'Tags' ? undefined : name,
      requiresRecreation: isCustomResource(type) ? 'Conditionally' : createOnly.includes(name) ? 'Always' : 'Never',
      evaluation: declared[name] === DYNAMIC ? 'Dynamic' : 'Static',
    }));
}

function changedAttributes(before: ResourceDefinition, after: ResourceDefinition): PropertyChange[] {
  const attributes: readonly Exclude<ChangeScope, 'Properties' | 'Tags'>[] = [
    'Metadata',
    'DeletionPolicy',
    'UpdateReplacePolicy',
  ];
  return attributes
    .filter((attribute) => !isDeepStrictEqual(before[attribute], after[attribute]))
    .map((attribute) => ({ attribute, requiresRecreation: 'Never', evaluation: 'Static' }));
}

function replacementOf(details: readonly PropertyChange[]): ResourceChange['replacement'] {
  if (
    details.some(({ requiresRecreation, evaluation }) => requiresRecreation === 'Always' && evaluation === 'Static')
  ) {
    return 'True';
  }
  return details.every(({ requiresRecreation }) => requiresRecreation === 'Never') ? 'False' : 'Conditional';
}

/** Returns the values that stay as they are; those of resources that will change are not known yet. */
function valuesBefore(stack: Stack, planned: ReadonlyMap<string, ResourceChange>): ResourceValues {
  const values = valuesOfResources(stack);
  const changesProperties = (change: ResourceChange | undefined) =>
    change !== undefined &&
    (change.action === 'Add' || change.details.some(({ attribute }) => attribute === 'Properties'));
  return {
    ref: (logicalId) => {
      const change = planned.get(logicalId);
      if (change && (change.action === 'Add' || change.replacement !== 'False')) throw new NotKnownYet();
      return values.ref(logicalId);
    },
    attribute: (logicalId, name) => {
      if (changesProperties(planned.get(logicalId))) throw new NotKnownYet();
      return values.attribute(logicalId, name);
    },
  };
}

function isRestChanged(stack: Stack, target: StackTarget): boolean {
  return (
    !isDeepStrictEqual(stack.tags, target.tags) ||
    !isDeepStrictEqual(stack.notificationArns, target.notificationArns) ||
    areOutputsChanged(stack, target.template)
  );
}

function areOutputsChanged(stack: Stack, template: BoundTemplate): boolean {
  try {
    return !isDeepStrictEqual(stack.outputs, evaluateOutputs(template, valuesOfResources(stack)));
  } catch (error) {
    if (error instanceof MissingAttribute) return true;
    throw error;
  }
}

/** Returns the resources of a template, each after those that it depends on. */
function inOrder(template: BoundTemplate): string[] {
  const ordered = new Set<string>();
  const visit = (logicalId: string): void => {
    template.dependencies.get(logicalId)?.forEach(visit);
    ordered.add(logicalId);
  };
  [...template.resources.keys()].forEach(visit);
  return [...ordered];
}
