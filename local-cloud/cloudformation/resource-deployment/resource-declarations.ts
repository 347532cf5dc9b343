import { type ResolvedProperties, resolveProperties } from './resolve-properties';
import { type ResourceEnvironment } from './resource-environment';
import {
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../resource-handlers/resource-handler';
import { propertyViolations } from '../specification/property-violations';
import { isCustomResource } from '../specification/resource-types';
import { type DeployedResource } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';
import { type BoundTemplate } from '../template/bound-template';
import { type ResourceDefinition } from '../template/template';

/** The resources of a template, prepared for their handlers. */
export class ResourceDeclarations {
  constructor(
    private readonly stack: StackRecord,
    private readonly template: BoundTemplate,
    private readonly environment: ResourceEnvironment,
    private readonly signal: AbortSignal,
  ) {}

  definition(logicalId: string): ResourceDefinition {
    const definition = this.template.resources.get(logicalId);
    if (!definition) throw new Error(`resource ${logicalId} is not in the template of stack ${this.stack.stackName}`);
    return definition;
  }

  /** Throws where a value cannot be resolved. */
  resolve(logicalId: string): ResolvedProperties {
    return resolveProperties(this.definition(logicalId), this.template, this.stack, this.environment.references);
  }

  /** Throws a ResourceRefusal where the properties are not those of the specification. */
  handler(logicalId: string, { properties }: ResolvedProperties): ResourceHandler {
    const { Type: type } = this.definition(logicalId);
    const violations = isCustomResource(type) ? [] : propertyViolations(type, properties);
    if (violations.length > 0) {
      throw new ResourceRefusal(
        `Properties validation failed for resource ${logicalId} with message:\n${violations.join('\n')}`,
      );
    }
    return this.environment.handlerOf(type);
  }

  request(logicalId: string, { properties }: ResolvedProperties): ResourceRequest {
    const { Type: type } = this.definition(logicalId);
    const { stackId, stackName, rollbackIsOff } = this.stack;
    return { stackId, stackName, logicalId, type, properties, rollbackIsOff, signal: this.signal };
  }

  /** Returns what the stack keeps of a resource that was created or updated. */
  deployed(logicalId: string, resolved: ResolvedProperties, result: ResourceResult): DeployedResource {
    return {
      ...result,
      definition: this.definition(logicalId),
      properties: resolved.properties,
      declared: resolved.declared,
      shown: resolved.shown,
      dependencies: this.template.dependencies.get(logicalId) ?? [],
    };
  }
}
