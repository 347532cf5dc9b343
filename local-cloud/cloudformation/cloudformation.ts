import { DEFAULT_CLOUDFORMATION_BEHAVIOURS } from './behaviours';
import { type CloudFormationOptions } from './cloudformation-options';
import { AwsError } from '../gateway/service';
import { type Location } from '../location';
import { CustomResourceHandler } from './custom-resource/custom-resource-handler';
import { type Exchange } from './custom-resource/exchange';
import { ResponseBucket } from './custom-resource/response-bucket';
import { RunningStacks } from './deployment/running-stacks';
import { stackOperation, nothingToDelete, unchanged, NO_UPDATES } from './deployment/stack-operation';
import { planChanges, type StackPlan } from './planning/plan-changes';
import { planImport } from './planning/plan-import';
import { type ResourceEnvironment } from './resource-deployment/resource-environment';
import { GenericResourceHandler } from './resource-handlers/generic-resource-handler';
import { NestedStackHandler } from './resource-handlers/nested-stack-handler';
import { type ResourceHandler } from './resource-handlers/resource-handler';
import { Signals, type SignalStatus } from './resource-handlers/signals';
import { isCustomResource } from './specification/resource-types';
import { validateAttributes, validateTypes } from './specification/template-validation';
import {
  type CreateStackRequest,
  type UpdateStackRequest,
  type ImportRequest,
  type DeleteStackRequest,
  type StackOperation,
  type NestedStackEngine,
  type StackOutcome,
  type StackRequest,
} from './stack-engine';
import { exportConflict, exportsOf, type StackExport, stackOutput } from './stacks/exports';
import { type Stack, type StackEvent } from './stacks/stack';
import { type StackRecord } from './stacks/stack-record';
import { type StackTarget, bindTarget } from './stacks/stack-target';
import {
  validateDeletion,
  validateUnchangedTypes,
  validateUpdate,
  validateCancellation,
  validateContinuedRollback,
  validateRollback,
} from './stacks/validation';
import { type Environment } from './template/bound-template';
import { type Template } from './template/template';

/**
 * The stacks of an account in a Region. An operation that is refused at the call throws an AwsError; a later failure is
 * reported by its outcome and by events.
 */
export class CloudFormation implements NestedStackEngine {
  readonly location: Location;
  private readonly runningStacks: RunningStacks;
  private readonly handlers: Map<string, ResourceHandler>;
  private readonly listeners: ((event: StackEvent) => void)[] = [];
  private readonly responses: ResponseBucket;
  private readonly customResource: CustomResourceHandler;
  private readonly resources: ResourceEnvironment;
  private readonly environment: Environment;
  private readonly signals: Signals;

  constructor(private readonly options: CloudFormationOptions) {
    const { clock, customResources, account = '111111111111', region = 'us-east-1', partition = 'aws' } = options;
    this.location = { account, region, partition };
    const ssmParameter = (name: string) => options.ssmParameter?.(name);
    this.environment = {
      ...this.location,
      ssmParameter,
      importValue: (exportName) => this.exports().find(({ name }) => name === exportName)?.value,
      stackOutput: (reference) => stackOutput(reference, this.location.region, this.runningStacks.living()),
    };
    const behaviours = { ...DEFAULT_CLOUDFORMATION_BEHAVIOURS, ...options.behaviours };
    this.signals = new Signals(clock);
    this.responses = new ResponseBucket(clock, customResources, behaviours.responseUrlSigning);
    this.handlers = new Map(Object.entries(options.handlers ?? {}));
    this.registerHandler(
      'AWS::CloudFormation::Stack',
      new NestedStackHandler(this, (url) => options.templateByUrl?.(url)),
    );
    this.customResource = new CustomResourceHandler(
      customResources,
      this.responses,
      clock,
      (stackId) => this.runningStacks.find(stackId)?.stack.events.length ?? 0,
    );
    const anyOther = options.defaultHandler ?? new GenericResourceHandler(clock, this.location);
    this.resources = {
      behaviours,
      handlerOf: (type) => this.handlers.get(type) ?? (isCustomResource(type) ? this.customResource : anyOther),
      signals: this.signals,
      beforeRollback: () => clock.sleep(behaviours.rollbackBeginsIn),
      references: { ssm: ssmParameter, secret: (service, reference) => options.secret?.(service, reference) },
      exportConflict: (stack, outputs) => exportConflict(stack, outputs, this.runningStacks.living(stack.stackId)),
    };
    this.runningStacks = new RunningStacks(this.resources, this.location, clock, (event) =>
      this.listeners.forEach((listener) => listener(event)),
    );
  }

  registerHandler(type: string, handler: ResourceHandler): void {
    this.handlers.set(type, handler);
  }

  /** Returns the handler of a resource type, also for engines that work without stacks. */
  handlerOf(type: string): ResourceHandler {
    return this.resources.handlerOf(type);
  }

  async createStack(request: CreateStackRequest): Promise<StackOutcome> {
    return this.beginCreate(request).ended;
  }

  async updateStack(request: UpdateStackRequest): Promise<StackOutcome> {
    return this.updateUnlessAlike(request, false);
  }

  async updateNestedStack(request: StackRequest): Promise<StackOutcome> {
    return this.updateUnlessAlike(request, true);
  }

  async cleanUpNestedStack(stackId: string): Promise<void> {
    await this.runningStacks.find(stackId)?.cleanUp();
  }

  async rollBackNestedStack(stackId: string): Promise<StackOutcome> {
    const running = this.runningStacks.existing(stackId);
    return stackOperation(running, running.rollBackWithParent()).ended;
  }

  cancelNestedStack(nameOrId: string): void {
    this.runningStacks.find(nameOrId)?.cancel();
  }

  async deleteStack(stackName: string): Promise<StackOutcome> {
    return this.beginDelete(stackName).ended;
  }

  /** Creates a stack, which may be in review. */
  beginCreate(request: CreateStackRequest): StackOperation {
    const known = this.runningStacks.find(request.stackName);
    if (known && known.stack.status !== 'REVIEW_IN_PROGRESS') {
      throw new AwsError('AlreadyExistsException', `Stack [${request.stackName}] already exists`);
    }
    const running = known ?? this.runningStacks.create(request.stackName);
    const target = this.target(running.stack, request);
    if (!known) this.runningStacks.add(running);
    running.stack.terminationProtection = request.terminationProtection ?? false;
    running.stack.parentId = request.parentId;
    return stackOperation(running, running.create(target, request));
  }

  beginUpdate(request: UpdateStackRequest, isNested = false): StackOperation {
    const running = this.runningStacks.existing(request.stackName);
    validateUpdate(running.stack, request.deploymentMode);
    const target = this.target(running.stack, request);
    if (this.plan(running.stack, target).noUpdates) throw new AwsError('ValidationError', NO_UPDATES);
    return stackOperation(running, running.update(target, request, isNested));
  }

  /** Imports existing resources into a stack, which may be in review. */
  beginImport(request: ImportRequest): StackOperation {
    const running = this.runningStacks.existing(request.stackName);
    if (running.stack.status !== 'REVIEW_IN_PROGRESS') validateUpdate(running.stack);
    const target = this.target(running.stack, request);
    return stackOperation(running, running.import(target, request.resourcesToImport));
  }

  /** Returns the plan of beginImport; throws where the template changes anything else. */
  planImport(request: ImportRequest): StackPlan {
    const { stack } = this.runningStacks.existing(request.stackName);
    const { template } = this.target(stack, request);
    return planImport(stack, template, this.planChanges(request), request.resourcesToImport);
  }

  beginDelete(stackName: string, request: DeleteStackRequest = {}): StackOperation {
    const running = this.runningStacks.find(stackName);
    if (!running || running.stack.status === 'DELETE_COMPLETE') {
      return { stackId: stackName, ended: Promise.resolve(nothingToDelete(stackName)) };
    }
    validateDeletion(running.stack);
    const { clientRequestToken, retainResources = [] } = request;
    return stackOperation(running, running.delete(retainResources, clientRequestToken));
  }

  cancelUpdateStack(stackName: string): void {
    const running = this.runningStacks.existing(stackName);
    validateCancellation(running.stack);
    running.cancel();
  }

  continueUpdateRollback(
    stackName: string,
    { resourcesToSkip = [] }: { readonly resourcesToSkip?: readonly string[] } = {},
  ): StackOperation {
    const running = this.runningStacks.existing(stackName);
    validateContinuedRollback(running.stack);
    return stackOperation(running, running.rollBack(resourcesToSkip));
  }

  /** Rolls back a stack that has failed with rollback disabled. */
  rollbackStack(stackName: string, retainExceptOnCreate?: boolean): StackOperation {
    const running = this.runningStacks.existing(stackName);
    validateRollback(running.stack);
    return stackOperation(running, running.rollBack([], retainExceptOnCreate));
  }

  /** Creates the stack that a change set of type CREATE leaves behind: REVIEW_IN_PROGRESS, without resources. */
  reviewStack({ stackName, tags }: Pick<StackRequest, 'stackName' | 'tags'>): Stack {
    if (this.runningStacks.find(stackName)) {
      throw new AwsError('AlreadyExistsException', `Stack [${stackName}] already exists`);
    }
    const running = this.runningStacks.create(stackName);
    running.stack.tags = tags ?? {};
    running.stack.enter('REVIEW_IN_PROGRESS', 'User Initiated');
    this.runningStacks.add(running);
    return running.stack;
  }

  /** Returns the plan of beginCreate or beginUpdate. */
  planChanges(request: UpdateStackRequest): StackPlan {
    const { stack } = this.runningStacks.existing(request.stackName);
    return this.plan(stack, this.target(stack, request));
  }

  /** Signals a resource that waits by its CreationPolicy. */
  signalResource(stackName: string, logicalId: string, uniqueId: string, status: SignalStatus): void {
    const { stackId } = this.runningStacks.existing(stackName).stack;
    this.signals.send({ stackId, logicalId }, uniqueId, status);
  }

  setTerminationProtection(stackName: string, enabled: boolean): void {
    this.runningStacks.existing(stackName).stack.terminationProtection = enabled;
  }

  /** Finds a stack by id, also after its deletion, or by the name of a living stack. */
  stack(nameOrId: string): Stack | undefined {
    return this.runningStacks.find(nameOrId)?.stack;
  }

  /** Returns the events that DescribeStackEvents still shows, oldest first. */
  eventsOf({ events }: Stack): readonly StackEvent[] {
    const since = this.options.clock.now() - this.resources.behaviours.eventsLastFor;
    return events.filter(({ timestamp }) => timestamp > since);
  }

  /** The size of a page of DescribeStackEvents. */
  get eventsOnPage(): number {
    return this.resources.behaviours.eventsOnPage;
  }

  /** Oldest first, including deleted stacks. */
  stacks(): readonly Stack[] {
    return this.runningStacks.all;
  }

  /** All requests to custom resources, oldest first. */
  exchanges(): readonly Exchange[] {
    return this.customResource.exchanges;
  }

  exports(): readonly StackExport[] {
    return exportsOf(this.runningStacks.living());
  }

  onEvent(listener: (event: StackEvent) => void): void {
    this.listeners.push(listener);
  }

  /** Receives the response of a custom resource: the PUT to its ResponseURL. Returns the HTTP status. */
  putResponse(pathAndQuery: string, body: string, contentType = ''): number {
    return this.responses.put(pathAndQuery, body, contentType);
  }

  private async updateUnlessAlike(request: UpdateStackRequest, isNested: boolean): Promise<StackOutcome> {
    if (!this.planChanges(request).noUpdates) return this.beginUpdate(request, isNested).ended;
    return unchanged(this.runningStacks.existing(request.stackName));
  }

  private target(stack: StackRecord, request: UpdateStackRequest): StackTarget {
    const target = bindTarget(stack, request, this.environment);
    this.validateTemplate(target.template.template);
    validateUnchangedTypes(stack, target.template);
    return target;
  }

  /** Throws for types that do not exist, and for attributes that their types do not have. */
  validateTemplate(template: Template): void {
    validateTypes(template, (type) => this.handlers.has(type) || isCustomResource(type));
    validateAttributes(template);
  }

  private plan(stack: StackRecord, target: StackTarget): StackPlan {
    return planChanges(stack, target, (type) => this.resources.handlerOf(type).createOnlyProperties?.(type) ?? []);
  }
}
