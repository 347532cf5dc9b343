import { type CloudFormationBehaviours } from '../behaviours';
import { type ResourceHandler } from '../resource-handlers/resource-handler';
import { type Signals } from '../resource-handlers/signals';
import { type Stack, type ExportedOutput } from '../stacks/stack';
import { type DynamicReferences } from '../template/dynamic-references';
/** The dependencies of the operations on resources. */
export interface ResourceEnvironment {
  readonly behaviours: CloudFormationBehaviours;
  readonly references: DynamicReferences;
  readonly signals: Signals;
  /** Waits between the decision to roll back and the first request of the rollback. */
  readonly beforeRollback: () => Promise<void>;
  handlerOf(type: string): ResourceHandler;
  /** Returns the reason why a stack cannot have these outputs, or undefined. */
  exportConflict(stack: Stack, outputs: readonly ExportedOutput[]): string | undefined;
}
