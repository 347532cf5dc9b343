import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/service';
import { QueryInput } from '../../query-protocol/query-input';
import { CloudFormation } from '../cloudformation';
import { Stack } from '../stack';
import { ChangeSet, executionStatus } from './change-set';
import { existingStack, STACK_IN_BRACKETS } from './existing-stack';
import { readStackRequest } from './stack-request';
import { TemplateSource } from './template-source';

/** The change sets that wait to be executed. */
export class ChangeSets {
  private readonly byId = new Map<string, ChangeSet>();

  constructor(
    private readonly cloudFormation: CloudFormation,
    private readonly templates: TemplateSource,
  ) {}

  create(input: QueryInput): ChangeSet {
    const name = input.required('ChangeSetName');
    const type = input.text('ChangeSetType') ?? 'UPDATE';
    if (type !== 'CREATE' && type !== 'UPDATE') {
      throw new AwsError('ValidationError', `The local CloudFormation makes no change sets of type ${type}.`);
    }
    const body = type === 'CREATE' ? this.templates.read(input) : this.templates.readForUpdate(input);
    const request = readStackRequest(input, body);
    const stack = type === 'CREATE' ? this.stackToCreate(request.stackName) : this.stackToUpdate(request.stackName);
    if (this.ofStack(stack.stackId).some((changeSet) => changeSet.name === name)) {
      throw new AwsError('AlreadyExistsException', `ChangeSet ${name} already exists for stack ${stack.stackName}`);
    }
    const changeSet: ChangeSet = {
      id: stack.stackId.replace(/:stack\/.*$/, `:changeSet/${name}/${randomUUID()}`),
      name,
      type,
      stackId: stack.stackId,
      description: input.text('Description'),
      request: { ...request, stackName: stack.stackName },
      plan: this.cloudFormation.planChanges({ ...request, stackName: stack.stackName }),
      // By the machine's time, as the events are: see event-operations.
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
      disableRollback: input.flag('DisableRollback') ?? false,
      ...(clientRequestToken !== undefined && { clientRequestToken }),
    };
    if (changeSet.type === 'CREATE') {
      const { terminationProtection } = existingStack(this.cloudFormation, changeSet.stackId);
      this.cloudFormation.beginCreate({ ...request, terminationProtection });
    } else {
      this.cloudFormation.beginUpdate(request);
    }
    // The others were planned against the stack as it was before.
    for (const { id } of this.ofStack(changeSet.stackId)) this.byId.delete(id);
    return {};
  }

  /** Deleting what is not there is no error. */
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

  private stackToCreate(stackName: string): Stack {
    const stack = this.cloudFormation.stack(stackName);
    if (stack === undefined) return this.cloudFormation.reviewStack({ stackName });
    if (stack.status === 'REVIEW_IN_PROGRESS') return stack;
    throw new AwsError(
      'ValidationError',
      `Stack [${stackName}] already exists and cannot be created again with the changeSet [CREATE].`,
    );
  }

  private stackToUpdate(stackName: string): Stack {
    return existingStack(this.cloudFormation, stackName, STACK_IN_BRACKETS);
  }
}
