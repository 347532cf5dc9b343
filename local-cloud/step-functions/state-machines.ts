import { arn } from '../location';
import { DEFAULT_STEP_FUNCTIONS_BEHAVIOURS, type StepFunctionsBehaviours } from './behaviours';
import { DATA_LIMIT_EXCEEDED, isTooLong, tooLongCause } from './data-limit';
import { parseDefinition, tasksOf } from './definition';
import { type Execution, type ExecutionStatus } from './execution';
import { ExecutionHistory, type InterpreterEvent } from './execution-history';
import { runLambdaTask } from './lambda-task';
import { pageOf, type PageRequest } from './page';
import { validateInput, validateName } from './start-execution-rules';
import { type StateMachineDefinition, StatesLanguage, type TaskHandlers } from './states-language';
import { type Clock } from '../clock/clock';
import { deterministicUuid } from '../deterministic-id';
import { AwsError, type JsonService } from '../gateway/service';
import { type Authorize } from '../iam/iam';
import { type Functions } from '../lambda/functions';
import { Throttle } from '../throttle';

/** Step Functions remembers the name of an execution for 90 days after its end. */
const NAME_MEMORY_MILLISECONDS = 90 * 24 * 3_600_000;

export interface StateMachinesOptions {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: Clock;
  readonly functions: Functions;
  /** @default - every role may do everything */
  readonly authorize?: Authorize;
  /** @default - any number */
  readonly startsPerSecond?: number;
  /** @default - the defaults */
  readonly behaviours?: Partial<StepFunctionsBehaviours>;
}

interface StateMachine {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly roleArn: string;
  definition: StateMachineDefinition;
}

type StateData = Partial<NonNullable<InterpreterEvent['state']>> & { readonly name: string };

type Input = Readonly<Record<string, string | undefined>>;

/** Step Functions: standard state machines in JSONPath whose tasks invoke functions. */
export class StateMachines implements JsonService {
  readonly targetPrefix = 'AWSStepFunctions';
  readonly signingName = 'states';
  readonly client = '@aws-sdk/client-sfn';
  /** Oldest first, including those of state machines that were deleted. */
  readonly executions: Execution[] = [];
  private readonly machines = new Map<string, StateMachine>();
  private readonly stops = new Map<Execution, () => void>();
  private readonly language: StatesLanguage;
  private readonly starts: Throttle;
  private readonly behaviours: StepFunctionsBehaviours;

  constructor(private readonly options: StateMachinesOptions) {
    this.behaviours = { ...DEFAULT_STEP_FUNCTIONS_BEHAVIOURS, ...options.behaviours };
    this.language = new StatesLanguage(options.clock);
    this.starts = new Throttle(options.clock, options.startsPerSecond ?? Infinity);
  }

  arn(name: string): string {
    return arn('states', `stateMachine:${name}`, this.options);
  }

  /** Creates or updates a state machine; executions under way keep their definition. */
  put(name: string, definitionText: string, roleArn: string): string {
    const stateMachineArn = this.arn(name);
    const definition = parseDefinition(definitionText);
    this.language.validate(definition);
    this.machines.set(stateMachineArn, { stateMachineArn, name, roleArn, definition });
    return stateMachineArn;
  }

  /** Deletes a state machine and aborts its executions; a function that one of them has invoked continues. */
  remove(stateMachineArn: string): void {
    this.machines.delete(stateMachineArn);
    for (const execution of this.executionsOf(stateMachineArn)) this.stop(execution);
  }

  names(): string[] {
    return [...this.machines.values()].map(({ name }) => name);
  }

  get stateTransitions(): number {
    return this.executions.reduce((sum, { history }) => sum + history.stateTransitions, 0);
  }

  async call(operation: string, input: unknown): Promise<object> {
    switch (operation) {
      case 'StartExecution':
        return this.startExecution(input as Input);
      case 'StopExecution':
        return this.stopExecution(input as Input);
      case 'DescribeExecution':
        return this.describeExecution(input as Input);
      case 'ListExecutions':
        return this.listExecutions(input as Input & PageRequest);
      case 'GetExecutionHistory':
        return this.getExecutionHistory(input as PageRequest & { executionArn: string; reverseOrder?: boolean });
      default:
        throw new AwsError(
          'UnknownOperationException',
          `the local cloud does not serve ${operation} of Step Functions`,
        );
    }
  }

  private startExecution({ stateMachineArn, name: givenName, input = '{}' }: Input): object {
    this.starts.admit();
    const machine = this.machine(stateMachineArn);
    const name = givenName ?? deterministicUuid('execution', this.executions.length);
    validateName(name);
    validateInput(input);
    const known = this.executionsOf(machine.stateMachineArn).find((execution) => this.remembers(execution, name));
    const execution = known ?? this.start(machine, name, input);
    if (execution.status !== 'RUNNING' || execution.input !== input) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution.executionArn}'`);
    }
    return { executionArn: execution.executionArn, startDate: execution.startDate };
  }

  private remembers(execution: Execution, name: string): boolean {
    const forgottenAt = (execution.stopDate?.getTime() ?? Infinity) + NAME_MEMORY_MILLISECONDS;
    return execution.name === name && forgottenAt > this.options.clock.now();
  }

  private start(machine: StateMachine, name: string, input: string): Execution {
    const { stateMachineArn, definition } = machine;
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const startDate = new Date(this.options.clock.now());
    const history = new ExecutionHistory();
    const execution: Execution = { executionArn, stateMachineArn, name, input, startDate, history, status: 'RUNNING' };
    this.executions.push(execution);
    const { result, eventLogs, abort } = this.language.run(definition, input, {
      context: {
        Execution: { Id: executionArn, Name: name },
        StateMachine: { Id: stateMachineArn, Name: machine.name },
      },
      overrides: { taskResourceLocalHandlers: this.taskHandlers(machine, execution) },
    });
    this.stops.set(execution, abort);
    void this.follow(execution, result);
    void this.record(execution, eventLogs);
    return execution;
  }

  private taskHandlers({ definition, roleArn }: StateMachine, execution: Execution): TaskHandlers {
    const { clock, functions, authorize, region } = this.options;
    const ended = () => execution.status !== 'RUNNING';
    const mayInvoke = (functionArn: string) =>
      authorize?.({ roleArn, name: execution.name }, { action: 'lambda:InvokeFunction', resource: functionArn });
    const handlers = tasksOf(definition).map(([stateName, state]) => {
      const options = { clock, functions, region, mayInvoke, history: execution.history, stateName, state, ended };
      return [stateName, async (input: unknown) => runLambdaTask(input, options)] as const;
    });
    return Object.fromEntries(handlers) as TaskHandlers;
  }

  private async follow(execution: Execution, result: Promise<unknown>): Promise<void> {
    try {
      const output = await result;
      this.checkData(execution, { name: execution.name, output });
      if (execution.status !== 'RUNNING') return;
      execution.output = JSON.stringify(output);
      this.end(execution, 'SUCCEEDED');
    } catch (error) {
      const { name, cause } = error as Error;
      if (name === 'ExecutionTimeoutError') this.end(execution, 'TIMED_OUT');
      if (execution.status !== 'RUNNING') return;
      const { name: stateError, message } = cause as Error;
      execution.error = stateError;
      execution.cause = message;
      this.end(execution, 'FAILED');
    }
  }

  private async record(execution: Execution, events: AsyncGenerator<unknown>): Promise<void> {
    for await (const event of events as AsyncGenerator<InterpreterEvent>) {
      execution.history.add(asEnded(event, execution));
      if (event.state) this.checkData(execution, event.state);
    }
  }

  /** Tasks are checked elsewhere, as their errors can be caught. */
  private checkData(execution: Execution, { name, input, output }: StateData): void {
    const what = isTooLong(output) ? 'an output' : isTooLong(input) ? 'an input' : undefined;
    if (what === undefined || execution.status !== 'RUNNING') return;
    Object.assign(execution, { error: DATA_LIMIT_EXCEEDED, cause: tooLongCause(name, what) });
    this.stop(execution, 'FAILED');
  }

  private end(execution: Execution, status: ExecutionStatus): void {
    if (execution.status !== 'RUNNING') return;
    execution.status = status;
    execution.stopDate = new Date(this.options.clock.now());
    this.stops.delete(execution);
  }

  private stop(execution: Execution, status: ExecutionStatus = 'ABORTED'): void {
    const abort = this.stops.get(execution);
    this.end(execution, status);
    abort?.();
  }

  private stopExecution({ executionArn, error, cause }: Input): object {
    const execution = this.execution(executionArn);
    if (execution.status === 'RUNNING') Object.assign(execution, { error, cause });
    this.stop(execution);
    return { stopDate: execution.stopDate };
  }

  private describeExecution({ executionArn }: Input): object {
    const { history, ...description } = this.execution(executionArn);
    return description;
  }

  private listExecutions(request: Input & PageRequest): object {
    const { stateMachineArn } = this.machine(request.stateMachineArn);
    const shownSince = this.options.clock.now() - this.behaviours.executionsLagBy;
    const found = this.executionsOf(stateMachineArn).filter(
      ({ status, startDate }) =>
        (request.statusFilter === undefined || status === request.statusFilter) && startDate.getTime() <= shownSince,
    );
    const { items, nextToken } = pageOf(found.reverse(), request);
    const executions = items.map(({ executionArn, name, status, startDate, stopDate }) => {
      return { executionArn, stateMachineArn, name, status, startDate, stopDate };
    });
    return { executions, nextToken };
  }

  private getExecutionHistory(request: PageRequest & { executionArn: string; reverseOrder?: boolean }): object {
    const { history } = this.execution(request.executionArn);
    const events = history.events.map((event, index) => ({ id: index + 1, previousEventId: index, ...event }));
    const page = pageOf(request.reverseOrder ? events.reverse() : events, request);
    return { events: page.items, nextToken: page.nextToken };
  }

  private machine(stateMachineArn = ''): StateMachine {
    const machine = this.machines.get(stateMachineArn);
    if (machine) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  }

  private execution(executionArn = ''): Execution {
    const execution = this.executions.filter((candidate) => candidate.executionArn === executionArn).at(-1);
    if (execution) return execution;
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
  }

  private executionsOf(stateMachineArn: string): Execution[] {
    return this.executions.filter((execution) => execution.stateMachineArn === stateMachineArn);
  }
}

/** The interpreter knows only that an execution was stopped; where its data are too long it has failed. */
function asEnded(event: InterpreterEvent, { status, error, cause }: Execution): InterpreterEvent {
  if (status !== 'FAILED' || !['ExecutionAborted', 'ExecutionSucceeded'].includes(event.type)) return event;
  return { type: 'ExecutionFailed', timestamp: event.timestamp, Error: error, Cause: cause };
}
