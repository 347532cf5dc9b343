/** Behaviours of Step Functions that take time. Times are in milliseconds. */
export interface StepFunctionsBehaviours {
  /** How long ListExecutions, which is eventually consistent, does not show a new execution. */
  readonly executionsLagBy: number;
}

export const DEFAULT_STEP_FUNCTIONS_BEHAVIOURS: StepFunctionsBehaviours = {
  executionsLagBy: 0,
};
