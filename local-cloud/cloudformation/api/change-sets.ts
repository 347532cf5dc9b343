import { randomUUID } from 'node:crypto';
import { type ChangeSet, executionStatus } from './change-set';
import { type QueryInput } from '../../query-protocol/query-input';
import { type CloudFormation } from '../cloudformation';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';
import { readStackRequest } from './stack-request';
import { type TemplateSource } from './template-source';
import { AwsError } from '../../gateway/service';
import { type ResourcesToImport } from '../stack-engine';
import { type Stack } from '../stacks/stack';
import { validateRollbackChoice } from '../stacks/validation';

/** The change sets that wait to be executed. */
export class ChangeSets {
  private readonly byId = new Map<string, ChangeSet>();

  constructor(
    private readonly cloudFormation: CloudFormation,
    private readonly templates: TemplateSource,
  ) {}

  create(input: QueryInput): ChangeSet {
    const name = input.required('ChangeSetName');
    const type = changeSetType(input);
    const body = type === 'CREATE' ? this.templates.read(input) : this.templates.readForUpdate(input);
    const given = readStackRequest(input, body);
    const stack = this.stackFor(type, given.stackName);
    if (this.ofStack(stack.stackId).some((changeSet) => changeSet.name === name)) {
      throw new AwsError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${stack.stackName}`);
    }
    const request = { ...given, stackName: stack.stackName, resourcesToImport: resourcesToImport(input) };
    const { cloudFormation } = this;
    const changeSet: ChangeSet = {
      id: stack.stackId.replace(/:stack\/.*$/, `:changeSet/${name}/${randomUUID()}`),
      name,
      type,
      stackId: stack.stackId,
      description: input.text('Description'),
      request,
      plan: type === 'IMPORT' ? cloudFormation.planImport(request) : cloudFormation.planChanges(request),
      // In the machine's time, like the events: see event-operations.
      createdAt: new Date(),
    };
    this.byId.set(changeSet.id, changeSet);
    return changeSet;
  }

  get(input: QueryInput): ChangeSet {
    const changeSet = this.find(input);
    if (changeSet !== undefined) return changeSet;
    throw new AwsError('ChangeSetNotFound', `ChangeSet [${input.required('ChangeSetName')}] does not exist`, 404);
  }

  execute(input: QueryInput): object {
    const changeSet = this.get(input);
    const status = executionStatus(changeSet);
    if (status !== 'AVAILABLE') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${status}]`,
      );
    }
    const clientRequestToken = input.text('ClientRequestToken');
    const request = {
      ...changeSet.request,
      disableRollback: input.flag('DisableRollback') ?? changeSet.request.disableRollback ?? false,
      retainExceptOnCreate: input.flag('RetainExceptOnCreate') ?? false,
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    };
    if (changeSet.type === 'IMPORT') {
      this.cloudFormation.beginImport(request);
    } else if (changeSet.type === 'CREATE') {
      const { terminationProtection } = existingStack(this.cloudFormation, changeSet.stackId);
      this.cloudFormation.beginCreate({ ...request, terminationProtection });
    } else {
      validateRollbackChoice(existingStack(this.cloudFormation, changeSet.stackId), request.disableRollback);
      this.cloudFormation.beginUpdate(request);
    }
    // The others were planned against the previous state of the stack.
    for (const { id } of this.ofStack(changeSet.stackId)) this.byId.delete(id);
    return {};
  }

  /** Deleting a change set that does not exist is no error. */
  delete(input: QueryInput): object {
    const changeSet = this.find(input);
    if (changeSet !== undefined) this.byId.delete(changeSet.id);
    return {};
  }

  ofStack(stackId: string): ChangeSet[] {
    return [...this.byId.values()].filter((changeSet) => changeSet.stackId === stackId);
  }

  private find(input: QueryInput): ChangeSet | undefined {
    const nameOrId = input.required('ChangeSetName');
    if (nameOrId.startsWith('arn:')) return this.byId.get(nameOrId);
    const stack = this.cloudFormation.stack(input.required('StackName'));
    return [...this.byId.values()].find(({ name, stackId }) => name === nameOrId && stackId === stack?.stackId);
  }

  private stackFor(type: ChangeSet['type'], stackName: string): Stack {
    const stack = this.cloudFormation.stack(stackName);
    if (type === 'UPDATE') return existingStack(this.cloudFormation, stackName, STACK_IN_BRACKETS);
    if (stack === undefined) return this.cloudFormation.reviewStack({ stackName });
    if (type === 'IMPORT' || stack.status === 'REVIEW_IN_PROGRESS') return stack;
    throw new AwsError(
      'ValidationError',
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [CREATE].`,
    );
  }
}

function changeSetType(input: QueryInput): ChangeSet['type'] {
  const type = input.text('ChangeSetType') ?? 'UPDATE';
  if (type === 'CREATE' || type === 'UPDATE' || type === 'IMPORT') return type;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${type}' at 'changeSetType' failed to satisfy constraint: ` +
      'Member must satisfy enum value set: [CREATE, UPDATE, IMPORT]',
  );
}

function resourcesToImport(input: QueryInput): ResourcesToImport {
  const resources = input.structures('ResourcesToImport') ?? [];
  return new Map(
    resources.map((resource) => [resource.required('LogicalResourceId'), resource.entries('ResourceIdentifier')]),
  );
}
