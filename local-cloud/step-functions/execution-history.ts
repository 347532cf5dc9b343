/** As in GetExecutionHistory, without the numbers. */
export interface HistoryEvent {
  readonly type: string;
  readonly timestamp: Date;
  readonly [details: `${string}EventDetails`]: unknown;
}

/** An event as the interpreter tells it. */
export interface InterpreterEvent {
  readonly type: string;
  readonly timestamp: number;
  readonly state?: { readonly name: string; readonly type: string; readonly input: unknown; readonly output?: unknown };
  readonly input?: unknown;
  readonly output?: unknown;
  readonly Error?: string;
  readonly Cause?: unknown;
}

/** What happened in an execution, in the words of GetExecutionHistory. */
export class ExecutionHistory {
  /** Each state that was entered and each retry of one: what Step Functions charges for. */
  stateTransitions = 0;
  private readonly told: HistoryEvent[] = [];
  /** The interpreter tells its events a little later than they happen; those of its tasks wait for it. */
  private taskEvents: HistoryEvent[] = [];

  get events(): readonly HistoryEvent[] {
    return [...this.told, ...this.taskEvents];
  }

  addTaskEvent(event: HistoryEvent): void {
    this.taskEvents.push(event);
  }

  add(event: InterpreterEvent): void {
    if (event.type === 'StateEntered' || event.type === 'StateRetried') this.stateTransitions++;
    if (endsTask(event)) {
      this.told.push(...this.taskEvents);
      this.taskEvents = [];
    }
    const translated = translate(event);
    if (translated) this.told.push(translated);
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
      return undefined; // retries and catches show as the task events between
  }
}
