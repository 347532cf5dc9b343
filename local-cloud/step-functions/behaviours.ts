/** How Step Functions behaves where it takes time. Times are milliseconds. */
export interface StepFunctionsBehaviours {
  /** How long an execution is missing in ListExecutions, which is eventually consistent. */
  readonly executionsLagBy: number;
}

export const DEFAULT_STEP_FUNCTIONS_BEHAVIOURS: StepFunctionsBehaviours = {
  executionsLagBy: 0,
};
