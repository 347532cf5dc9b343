/** An event of GetExecutionHistory, without its number. */
export interface HistoryEvent {
  readonly type: string;
  readonly timestamp: Date;
  readonly [details: `${string}EventDetails`]: unknown;
}

/** An event as the interpreter reports it. */
export interface InterpreterEvent {
  readonly type: string;
  readonly timestamp: number;
  readonly state?: { readonly name: string; readonly type: string; readonly input: unknown; readonly output?: unknown };
  readonly input?: unknown;
  readonly output?: unknown;
  readonly Error?: string;
  readonly Cause?: unknown;
}

/** The history of an execution, in the format of GetExecutionHistory. */
export class ExecutionHistory {
  /** The states that were entered, and the retries of states: the units in which Step Functions charges. */
  stateTransitions = 0;
  private readonly recorded: HistoryEvent[] = [];
  /** The interpreter reports its events with a small delay; the events of its tasks are held back until then. */
  private taskEvents: HistoryEvent[] = [];

  get events(): readonly HistoryEvent[] {
    return [...this.recorded, ...this.taskEvents];
  }

  addTaskEvent(event: HistoryEvent): void {
    this.taskEvents.push(event);
  }

  add(event: InterpreterEvent): void {
    if (event.type === 'StateEntered' || event.type === 'StateRetried') this.stateTransitions++;
    if (endsTask(event)) {
      this.recorded.push(...this.taskEvents);
      this.taskEvents = [];
    }
    const translated = translate(event);
    if (translated) this.recorded.push(translated);
  }
}

function endsTask({ type, state }: InterpreterEvent): boolean {
  if (type === 'StateEntered' || type === 'ExecutionStarted') return false;
  return state === undefined || state.type === 'Task';
}

function translate(event: InterpreterEvent): HistoryEvent | undefined {
  const timestamp = new Date(event.timestamp);
  const { name = '', type: stateType = '', input, output } = event.state ?? {};
  switch (event.type) {
    case 'ExecutionStarted':
      return { type: event.type, timestamp, executionStartedEventDetails: { input: JSON.stringify(event.input) } };
    case 'ExecutionSucceeded':
      return { type: event.type, timestamp, executionSucceededEventDetails: { output: JSON.stringify(event.output) } };
    case 'ExecutionFailed':
      return {
        type: event.type,
        timestamp,
        executionFailedEventDetails: { error: event.Error, cause: String(event.Cause) },
      };
    case 'ExecutionAborted':
      return { type: event.type, timestamp };
    case 'ExecutionTimeout':
      return { type: 'ExecutionTimedOut', timestamp };
    case 'StateEntered': {
      const stateEnteredEventDetails = { name, input: JSON.stringify(input) };
      return { type: `${stateType}StateEntered`, timestamp, stateEnteredEventDetails };
    }
    case 'StateExited': {
      const stateExitedEventDetails = { name, output: JSON.stringify(output) };
      return { type: `${stateType}StateExited`, timestamp, stateExitedEventDetails };
    }
    default:
      return undefined; // Retries and catches show as the task events in between.
  }
}
