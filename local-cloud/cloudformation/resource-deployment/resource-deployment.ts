import { isDeepStrictEqual } from 'node:util';
import { createNew, importExisting, importOrCreate } from './import-existing';
import { type ResolvedProperties } from './resolve-properties';
import { ResourceDeclarations } from './resource-declarations';
import { type ResourceEnvironment } from './resource-environment';
import { cleanUpResources } from './resource-removal';
import {
  type Properties,
  ResourceFailure,
  ResourceRefusal,
  type ResourceResult,
  UnansweredFailure,
} from '../resource-handlers/resource-handler';
import { isCustomResource } from '../specification/resource-types';
import { valuesOfResources } from '../stacks/resource-values';
import { type DeployedResource } from '../stacks/stack';
import { type StackRecord } from '../stacks/stack-record';
import { type BoundTemplate } from '../template/bound-template';
import { evaluate } from '../template/evaluate';
import { isRecord, type ResourceDefinition } from '../template/template';

type FailedStatus = 'CREATE_FAILED' | 'UPDATE_FAILED' | 'IMPORT_FAILED';

/** The end of an attempt: a result or an error, and whether the stack cancelled it meanwhile. */
type Attempt = { readonly cancelled: boolean } & ({ readonly result: ResourceResult } | { readonly error: unknown });

/** Creates and updates the single resources of a stack while it is deployed. */
export class ResourceDeployment {
  /** The first failure that was not merely a cancellation. */
  firstFailure?: string;
  /** The resources that may have changed, so that a rollback must revert them. */
  readonly touched = new Set<string>();
  /** The physical resources that were replaced by new ones. */
  readonly replaced: { readonly logicalId: string; readonly old: DeployedResource }[] = [];
  private readonly declarations: ResourceDeclarations;

  constructor(
    private readonly stack: StackRecord,
    private readonly template: BoundTemplate,
    private readonly environment: ResourceEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.declarations = new ResourceDeclarations(stack, template, environment, signal);
  }

  async create(logicalId: string): Promise<boolean> {
    const definition = this.declarations.definition(logicalId);
    const { Type: type } = definition;
    const resolved = this.resolve(logicalId, 'CREATE_FAILED');
    if (!resolved) return false;
    const properties = resolved.shown;
    this.stack.report(logicalId, { type, status: 'CREATE_IN_PROGRESS', properties });
    const attempt = await this.attempt(logicalId, resolved, 'CREATE', () => this.make(logicalId, resolved));
    this.touched.add(logicalId);
    if ('error' in attempt) {
      if (attempt.error instanceof ResourceFailure) {
        const { physicalId } = attempt.error;
        const neverAnswered = attempt.error instanceof UnansweredFailure;
        const deployed = this.declarations.deployed(logicalId, resolved, { physicalId });
        this.stack.keep(logicalId, { ...deployed, neverAnswered });
      }
      if (!attempt.cancelled) this.fail(logicalId, 'CREATE_FAILED', attempt.error, properties);
      return false;
    }
    this.keep(logicalId, resolved, attempt.result);
    if (attempt.cancelled) return false;
    const { physicalId, statusReason: reason } = attempt.result;
    this.stack.report(logicalId, {
      type,
      status: 'CREATE_IN_PROGRESS',
      reason: 'Resource creation Initiated',
      physicalId,
      properties,
    });
    this.stack.report(logicalId, {
      type,
      status: 'CREATE_COMPLETE',
      reason: this.stack.completionReason(reason),
      physicalId,
      properties,
    });
    return true;
  }

  /** Imports an existing resource. */
  async importExisting(logicalId: string, identifier: Properties): Promise<boolean> {
    const { Type: type } = this.declarations.definition(logicalId);
    const resolved = this.resolve(logicalId, 'IMPORT_FAILED');
    if (!resolved) return false;
    const properties = resolved.shown;
    this.stack.report(logicalId, {
      type,
      status: 'IMPORT_IN_PROGRESS',
      reason: 'Resource import started.',
      properties,
    });
    try {
      const request = this.declarations.request(logicalId, resolved);
      const result = await importExisting(this.environment.handlerOf(type), request, identifier);
      this.keep(logicalId, resolved, result);
    } catch (error) {
      this.fail(logicalId, 'IMPORT_FAILED', error, properties);
      return false;
    }
    this.stack.report(logicalId, { type, status: 'IMPORT_COMPLETE', reason: 'Resource import completed.', properties });
    return true;
  }

  /** Updates a resource that differs from the template. */
  async update(logicalId: string, current: DeployedResource): Promise<boolean> {
    const definition = this.declarations.definition(logicalId);
    const { Type: type } = definition;
    const resolved = this.resolve(logicalId, 'UPDATE_FAILED');
    if (!resolved) return false;
    const failedBefore = this.stack.resources.get(logicalId)?.status === 'UPDATE_FAILED';
    if (isDeepStrictEqual(resolved.declared, current.declared) && !failedBefore) {
      this.keep(logicalId, { ...resolved, properties: current.properties }, current);
      if (!isDeepStrictEqual(withoutProperties(definition), withoutProperties(current.definition))) {
        this.stack.report(logicalId, { type, status: 'UPDATE_IN_PROGRESS', properties: resolved.shown });
        this.stack.report(logicalId, { type, status: 'UPDATE_COMPLETE', properties: resolved.shown });
      }
      return true;
    }
    const oldProperties = failedBefore ? this.propertiesAfterFailure(logicalId, current) : current.properties;
    this.stack.report(logicalId, { type, status: 'UPDATE_IN_PROGRESS', properties: resolved.shown });
    return this.change(logicalId, current, oldProperties, resolved);
  }

  private propertiesAfterFailure(logicalId: string, current: DeployedResource): Properties {
    const { oldPropertiesAfterFailure } = this.environment.behaviours;
    const completed = this.stack.resources.get(logicalId)?.completed ?? current;
    return oldPropertiesAfterFailure === 'COMPLETED' ? completed.properties : current.properties;
  }

  private async change(
    logicalId: string,
    current: DeployedResource,
    oldProperties: Properties,
    resolved: ResolvedProperties,
  ): Promise<boolean> {
    const { Type: type } = this.declarations.definition(logicalId);
    const attempt = await this.attempt(logicalId, resolved, 'UPDATE', () =>
      this.declarations.handler(logicalId, resolved).update({
        ...this.declarations.request(logicalId, resolved),
        physicalId: current.physicalId,
        oldProperties,
      }),
    );
    if ('error' in attempt) {
      if (!(attempt.error instanceof ResourceRefusal)) {
        this.touched.add(logicalId);
        const physicalId = attempt.error instanceof ResourceFailure ? attempt.error.physicalId : current.physicalId;
        this.keep(logicalId, resolved, { ...current, physicalId });
      }
      if (!attempt.cancelled) this.fail(logicalId, 'UPDATE_FAILED', attempt.error, resolved.shown);
      return false;
    }
    this.touched.add(logicalId);
    const { physicalId, statusReason: reason } = attempt.result;
    if (physicalId !== current.physicalId && this.refusesReplacement(type)) {
      await this.refuseReplacement(logicalId, resolved, { current, result: attempt.result });
      return false;
    }
    if (physicalId !== current.physicalId) this.replaced.push({ logicalId, old: current });
    this.keep(logicalId, resolved, attempt.result);
    if (attempt.cancelled) return false;
    if (physicalId !== current.physicalId) {
      this.stack.report(logicalId, {
        type,
        status: 'UPDATE_IN_PROGRESS',
        reason: replacementReason(type),
        physicalId,
        properties: resolved.shown,
      });
    }
    const properties = resolved.shown;
    this.stack.report(logicalId, {
      type,
      status: 'UPDATE_COMPLETE',
      reason: this.stack.completionReason(reason),
      physicalId,
      properties,
    });
    return true;
  }

  private async make(logicalId: string, resolved: ResolvedProperties): Promise<ResourceResult> {
    const definition = this.declarations.definition(logicalId);
    const { CreationPolicy } = definition;
    const create = this.stack.importsExisting ? importOrCreate : createNew;
    const request = this.declarations.request(logicalId, resolved);
    const result = await create(this.declarations.handler(logicalId, resolved), request, definition);
    const { stackId } = this.stack;
    const policy = evaluate(CreationPolicy?.ResourceSignal, this.template.scope(valuesOfResources(this.stack)));
    if (isRecord(policy)) {
      await this.environment.signals.receive(
        { stackId, logicalId, physicalId: result.physicalId },
        policy,
        this.signal,
      );
    }
    return result;
  }

  private refusesReplacement(type: string): boolean {
    const { replacementWithoutRollback } = this.environment.behaviours;
    return this.stack.rollbackIsOff && isCustomResource(type) && replacementWithoutRollback !== 'TAKEN';
  }

  private async refuseReplacement(
    logicalId: string,
    resolved: ResolvedProperties,
    { current, result }: { readonly current: DeployedResource; readonly result: ResourceResult },
  ): Promise<void> {
    const { Type: type } = this.declarations.definition(logicalId);
    const reason = 'Replacement type updates not supported on stack with disable-rollback';
    this.keep(logicalId, resolved, current);
    this.fail(logicalId, 'UPDATE_FAILED', new Error(reason), resolved.shown);
    if (this.environment.behaviours.replacementWithoutRollback === 'REFUSED') return;
    const deployed = this.declarations.deployed(logicalId, resolved, result);
    const removal = { logicalId, type, deployed, retain: false, isReplaced: true };
    await cleanUpResources(this.stack, this.environment, [removal]);
  }

  private resolve(logicalId: string, failedStatus: FailedStatus): ResolvedProperties | undefined {
    try {
      return this.declarations.resolve(logicalId);
    } catch (error) {
      this.fail(logicalId, failedStatus, error);
      return undefined;
    }
  }

  private async attempt(
    logicalId: string,
    { shown: properties }: ResolvedProperties,
    verb: 'CREATE' | 'UPDATE',
    call: () => Promise<ResourceResult>,
  ): Promise<Attempt> {
    const { Type: type } = this.declarations.definition(logicalId);
    const reason = `Resource ${verb === 'CREATE' ? 'creation' : 'update'} cancelled`;
    const tellCancelled = () => this.stack.report(logicalId, { type, status: `${verb}_FAILED`, reason, properties });
    this.signal.addEventListener('abort', tellCancelled, { once: true });
    try {
      const result = await call();
      return { result, cancelled: this.signal.aborted };
    } catch (error) {
      return { error, cancelled: this.signal.aborted };
    } finally {
      this.signal.removeEventListener('abort', tellCancelled);
    }
  }

  private keep(logicalId: string, resolved: ResolvedProperties, result: ResourceResult): void {
    this.stack.keep(logicalId, this.declarations.deployed(logicalId, resolved, result));
  }

  private fail(
    logicalId: string,
    status: FailedStatus,
    error: unknown,
    properties?: ResolvedProperties['shown'],
  ): void {
    const { Type: type } = this.declarations.definition(logicalId);
    const reason = error instanceof Error ? error.message : String(error);
    this.firstFailure ??= reason;
    this.stack.report(logicalId, { type, status, reason, properties });
  }
}

function replacementReason(type: string): string {
  return isCustomResource(type)
    ? 'Requested update required the provider to create a new physical resource'
    : 'Requested update requires the creation of a new physical resource; hence creating one.';
}

function withoutProperties(definition: ResourceDefinition): Omit<ResourceDefinition, 'Properties' | 'DependsOn'> {
  const { Properties: _properties, DependsOn: _dependsOn, ...rest } = definition;
  return rest;
}
