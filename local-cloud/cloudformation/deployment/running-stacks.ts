import { RunningStack } from './running-stack';
import { type Clock } from '../../clock/clock';
import { deterministicUuid } from '../../deterministic-id';
import { AwsError } from '../../gateway/service';
import { arn, type Location } from '../../location';
import { type ResourceEnvironment } from '../resource-deployment/resource-environment';
import { type StackEvent } from '../stacks/stack';
import { StackRecord } from '../stacks/stack-record';
import { validateStackName } from '../stacks/validation';

/** All stacks, including deleted ones. */
export class RunningStacks {
  /** Oldest first. */
  private readonly known: RunningStack[] = [];

  constructor(
    private readonly environment: ResourceEnvironment,
    private readonly location: Location,
    private readonly clock: Clock,
    private readonly onEvent: (event: StackEvent) => void,
  ) {}

  /** Oldest first, including deleted stacks. */
  get all(): readonly StackRecord[] {
    return this.known.map(({ stack }) => stack);
  }

  /** Creates a stack, which is not found until it is added. */
  create(stackName: string): RunningStack {
    validateStackName(stackName);
    const { account, region } = this.location;
    const uuid = deterministicUuid('stack', account, region, stackName, this.known.length);
    const stackId = arn('cloudformation', `stack/${stackName}/${uuid}`, this.location);
    const stack = new StackRecord(stackId, stackName, this.clock, this.onEvent);
    return new RunningStack(stack, this.environment, this.clock);
  }

  add(running: RunningStack): void {
    this.known.push(running);
  }

  /** Finds a stack by id, also after its deletion, or by the name of a living stack. */
  find(nameOrId: string): RunningStack | undefined {
    return this.known.find(
      ({ stack }) => stack.stackId === nameOrId || (stack.stackName === nameOrId && stack.status !== 'DELETE_COMPLETE'),
    );
  }

  existing(nameOrId: string): RunningStack {
    const running = this.find(nameOrId);
    if (running && running.stack.status !== 'DELETE_COMPLETE') return running;
    throw new AwsError('ValidationError', `Stack [${nameOrId}] does not exist`);
  }

  living(exceptStackId?: string): StackRecord[] {
    return this.all.filter(({ status, stackId }) => status !== 'DELETE_COMPLETE' && stackId !== exceptStackId);
  }
}
