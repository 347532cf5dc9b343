import { isTrue, checkRules } from './conditions';
import { evaluate, type Scope, type StackOutputReference } from './evaluate';
import { rejectWaitConditions } from './format-rules';
import { bindParameters, type ParameterValues } from './parameters';
import { parseTemplate } from './parse-template';
import { referencedNames } from './references';
import { type OutputDefinition, type ResourceDefinition, type Template, TemplateError } from './template';
import { hasLanguageExtensions, rejectTransforms } from './transforms';

/** The values of pseudo parameters, and of what lies outside of the template. */
export interface Environment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  ssmParameter(name: string): string | undefined;
  importValue(exportName: string): string | undefined;
  stackOutput(reference: StackOutputReference): string;
}

export interface StackIdentity {
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

/** Returns the values of a stack's resources while its template is evaluated. */
export interface ResourceValues {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, name: string): unknown;
}

/** A template with the values of its parameters: everything that is known before a resource is created. */
export class BoundTemplate {
  readonly template: Template;
  readonly parameters: ParameterValues;
  /** The resources whose condition holds, in the order of the template. */
  readonly resources: ReadonlyMap<string, ResourceDefinition>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
  /** The resources that must be created before each resource. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The names of the exports that were used in evaluations. */
  readonly imports = new Set<string>();
  private readonly conditions = new Map<string, boolean>();

  constructor(
    readonly body: string,
    parameters: Readonly<Record<string, string>>,
    private readonly stack: StackIdentity,
    private readonly environment: Environment,
  ) {
    this.template = parseTemplate(body, parameters);
    if (body.includes('Transform')) rejectTransforms(this.template);
    this.parameters = bindParameters(this.template.Parameters ?? {}, parameters, (name) =>
      environment.ssmParameter(name),
    );
    checkRules(this.template.Rules ?? {}, this.scope(NO_RESOURCES));
    this.resources = this.withPolicies(this.withTrueCondition(this.template.Resources));
    rejectWaitConditions(this.resources);
    this.outputs = this.withTrueCondition(this.template.Outputs ?? {});
    this.dependencies = new Map([...this.resources].map(([id, definition]) => [id, this.dependenciesOf(definition)]));
    refuseCircles(this.dependencies);
  }

  scope(resources: ResourceValues): Scope {
    return {
      ref: (name) => {
        if (name.startsWith('AWS::')) return this.pseudoParameter(name);
        if (Object.hasOwn(this.parameters.resolved, name)) return this.parameters.resolved[name];
        return resources.ref(name);
      },
      attribute: (logicalId, name) => resources.attribute(logicalId, name),
      condition: (name) => this.condition(name),
      mapping: (map, topKey, secondKey) => this.mapping(map, topKey, secondKey),
      importValue: (exportName) => {
        const value = this.environment.importValue(exportName);
        this.imports.add(exportName);
        if (value === undefined) throw new TemplateError(`No export named ${exportName} found.`);
        return value;
      },
      stackOutput: (reference) => this.environment.stackOutput(reference),
      languageExtensions: hasLanguageExtensions(this.template),
      availabilityZones: (region) => ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    };
  }

  private condition(name: string): boolean {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const definition = this.template.Conditions?.[name];
    if (definition === undefined) {
      throw new TemplateError(`Template format error: Unresolved condition dependency ${name}`);
    }
    const value = isTrue(definition, this.scope(NO_RESOURCES));
    this.conditions.set(name, value);
    return value;
  }

  private withTrueCondition<T extends { readonly Condition?: string }>(
    section: Readonly<Record<string, T>>,
  ): Map<string, T> {
    return new Map(
      Object.entries(section).filter(([, { Condition }]) => Condition === undefined || this.condition(Condition)),
    );
  }

  /** With the language extensions, DeletionPolicy and UpdateReplacePolicy may be intrinsic functions. */
  private withPolicies(resources: Map<string, ResourceDefinition>): Map<string, ResourceDefinition> {
    const scope = this.scope(NO_RESOURCES);
    if (!scope.languageExtensions) return resources;
    return new Map(
      [...resources].map(([logicalId, definition]) => {
        const { DeletionPolicy, UpdateReplacePolicy } = definition;
        const policies = evaluate({ DeletionPolicy, UpdateReplacePolicy }, scope) as Policies;
        return [logicalId, { ...definition, ...policies }];
      }),
    );
  }

  private dependenciesOf(definition: ResourceDefinition): string[] {
    const references = referencedNames(definition.Properties, (name) => this.condition(name));
    const resources = [...references].filter(
      (name) => !name.startsWith('AWS::') && !Object.hasOwn(this.parameters.resolved, name),
    );
    const explicit = [definition.DependsOn ?? []].flat();
    const unknown = [...resources, ...explicit].filter((name) => !Object.hasOwn(this.template.Resources, name));
    if (unknown.length > 0) {
      throw new TemplateError(
        `Template format error: Unresolved resource dependencies [${unknown.join(', ')}] in the Resources block of the template`,
      );
    }
    return [...new Set([...resources, ...explicit])].filter((name) => this.resources.has(name));
  }

  private mapping(map: string, topKey: string, secondKey: string): unknown {
    const value = this.template.Mappings?.[map]?.[topKey]?.[secondKey];
    if (value === undefined) {
      throw new TemplateError(`Template error: Unable to get mapping for ${map}::${topKey}::${secondKey}`);
    }
    return value;
  }

  private pseudoParameter(name: string): unknown {
    switch (name) {
      case 'AWS::AccountId':
        return this.environment.account;
      case 'AWS::Region':
        return this.environment.region;
      case 'AWS::Partition':
        return this.environment.partition;
      case 'AWS::URLSuffix':
        return this.environment.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackId':
        return this.stack.stackId;
      case 'AWS::StackName':
        return this.stack.stackName;
      case 'AWS::NotificationARNs':
        return this.stack.notificationArns;
      case 'AWS::NoValue':
        return undefined;
      default:
        throw new TemplateError(
          `Template format error: Unresolved resource dependencies [${name}] in the Resources block of the template`,
        );
    }
  }
}

type Policies = Pick<ResourceDefinition, 'DeletionPolicy' | 'UpdateReplacePolicy'>;

const NO_RESOURCES: ResourceValues = {
  ref: (name) => {
    throw new TemplateError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  attribute: (logicalId) => NO_RESOURCES.ref(logicalId),
};

function refuseCircles(dependencies: ReadonlyMap<string, readonly string[]>): void {
  const open = new Map(dependencies);
  for (let removed = true; removed;) {
    const free = [...open].filter(([, needed]) => needed.every((name) => !open.has(name)));
    free.forEach(([name]) => open.delete(name));
    removed = free.length > 0;
  }
  if (open.size > 0) {
    throw new TemplateError(`Circular dependency between resources: [${[...open.keys()].join(', ')}]`);
  }
}
