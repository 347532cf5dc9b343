import { isDeepStrictEqual } from 'node:util';
import { CloudAssembly } from '../../local-cloud/cloud-assembly/cloud-assembly';
import { inDependencyOrder, reversed } from '../../local-cloud/cloudformation/resource-deployment/dependency-order';
import { resolveProperties } from '../../local-cloud/cloudformation/resource-deployment/resolve-properties';
import { isCustomResource } from '../../local-cloud/cloudformation/specification/resource-types';
import { DeployedResource } from '../../local-cloud/cloudformation/stacks/stack';
import { StackRecord } from '../../local-cloud/cloudformation/stacks/stack-record';
import { BoundTemplate } from '../../local-cloud/cloudformation/template/bound-template';
import { LocalCloud } from '../../local-cloud/local-cloud';
import { resolveSecureReference } from '../../local-cloud/secure-reference';

export interface ForeignOutcome {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** Of each resource that failed. */
  readonly reasons: readonly string[];
}

/**
 * An engine that runs the templates of CDK apps without CloudFormation, as cdkd does (https://github.com/go-to-k/cdkd): there is
 * no stack that anybody could ask for. The StackId of a custom resource's events is made of its logical id alone, so it is the
 * same for every app of the account. A failure is kept; a Create that failed is forgotten, and the next deployment sends it again.
 */
export class ForeignEngine {
  private readonly record: StackRecord;

  constructor(
    private readonly cloud: LocalCloud,
    readonly stackName: string,
  ) {
    this.record = new StackRecord(this.stackId(stackName), stackName, cloud.clock, () => {});
  }

  /** Deploys the only stack of the app. */
  async deploy(assembly: CloudAssembly): Promise<ForeignOutcome> {
    const { objects, cloudFormation } = this.cloud;
    assembly.publishAssets(objects, cloudFormation);
    const [stack] = assembly.stacks();
    if (stack === undefined) throw new Error('the app has no stack');
    const template = this.bind(stack.templateBody, stack.parameters);
    const reasons = await this.collectFailures(template.dependencies, (id) => this.put(id, template));
    const obsolete = [...this.record.resources.keys()].filter((id) => !template.resources.has(id));
    return this.outcome(reasons.length > 0 ? reasons : await this.remove(obsolete));
  }

  async destroy(): Promise<ForeignOutcome> {
    return this.outcome(await this.remove([...this.record.resources.keys()]));
  }

  /** The physical id that the engine has noted for a resource. */
  physicalId(logicalId: string): string | undefined {
    return this.record.deployed(logicalId)?.physicalId;
  }

  private bind(templateBody: string, parameters: Readonly<Record<string, string>>): BoundTemplate {
    const identity = { stackId: this.record.stackId, stackName: this.stackName, notificationArns: [] };
    return new BoundTemplate(templateBody, parameters, identity, {
      ...this.cloud.cloudFormation.location,
      ssmParameter: (name) => this.cloud.ssm.valueOf(name),
      importValue: () => undefined,
      stackOutput: () => '',
    });
  }

  private async put(logicalId: string, template: BoundTemplate): Promise<void> {
    const definition = template.resources.get(logicalId);
    if (definition === undefined) return;
    const resolved = resolveProperties(definition, template, this.record, {
      ssm: (name) => this.cloud.ssm.valueOf(name),
      secret: (service, reference) => resolveSecureReference(service, reference, this.cloud),
    });
    const { Type: type } = definition;
    const { properties } = resolved;
    const current = this.record.deployed(logicalId);
    const dependencies = template.dependencies.get(logicalId) ?? [];
    const keep = (deployed: Pick<DeployedResource, 'physicalId'>) =>
      this.keep(logicalId, { ...deployed, ...resolved, definition, dependencies });
    if (current && isDeepStrictEqual(current.declared, resolved.declared)) return keep(current);
    const handler = this.cloud.cloudFormation.handlerOf(type);
    const request = { ...this.request(logicalId, type), properties };
    if (!current) return keep(await handler.create(request));
    const { physicalId, properties: oldProperties } = current;
    const result = await handler.update({ ...request, physicalId, oldProperties });
    keep(result);
    if (result.physicalId !== physicalId) await this.removeOne(logicalId, current);
  }

  private async remove(logicalIds: readonly string[]): Promise<string[]> {
    const order = logicalIds.map((id) => [id, this.record.deployed(id)?.dependencies ?? []] as const);
    return this.collectFailures(reversed(new Map(order)), async (logicalId) => {
      const deployed = this.record.deployed(logicalId);
      if (deployed) await this.removeOne(logicalId, deployed);
      this.record.forget(logicalId);
    });
  }

  private async removeOne(logicalId: string, { definition, properties, physicalId }: DeployedResource): Promise<void> {
    const handler = this.cloud.cloudFormation.handlerOf(definition.Type);
    await handler.delete({ ...this.request(logicalId, definition.Type), properties, physicalId });
  }

  private request(logicalId: string, type: string) {
    const stackId = isCustomResource(type) ? this.stackId(`cdkd-${logicalId}`) : this.record.stackId;
    return { stackId, stackName: this.stackName, logicalId, type, signal: new AbortController().signal };
  }

  private keep(logicalId: string, deployed: DeployedResource): void {
    this.record.report(logicalId, { type: deployed.definition.Type, status: 'CREATE_COMPLETE' });
    this.record.keep(logicalId, deployed);
  }

  private stackId(name: string): string {
    const { account, region, partition } = this.cloud.cloudFormation.location;
    return `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/cdkd`;
  }

  private async collectFailures(
    dependencies: ReadonlyMap<string, readonly string[]>,
    work: (logicalId: string) => Promise<void>,
  ): Promise<string[]> {
    const reasons: string[] = [];
    await inDependencyOrder(dependencies, async (logicalId) => {
      try {
        await work(logicalId);
        return true;
      } catch (error) {
        reasons.push((error as Error).message);
        return false;
      }
    });
    return reasons;
  }

  private outcome(reasons: readonly string[]): ForeignOutcome {
    return { status: reasons.length === 0 ? 'SUCCEEDED' : 'FAILED', reasons };
  }
}
