import { type CloudFormationBehaviours } from '../behaviours';
import { type ResourceHandler } from '../resource-handlers/resource-handler';
import { type Signals } from '../resource-handlers/signals';
import { type Stack, type ExportedOutput } from '../stacks/stack';
import { type DynamicReferences } from '../template/dynamic-references';
/** What the operations on resources need from the engine. */
export interface ResourceEnvironment {
  readonly behaviours: CloudFormationBehaviours;
  readonly references: DynamicReferences;
  readonly signals: Signals;
  /** The moment between the decision to roll back and the first request of the rollback. */
  readonly beforeRollback: () => Promise<void>;
  handlerOf(type: string): ResourceHandler;
  /** Why a stack cannot have these outputs. */
  exportConflict(stack: Stack, outputs: readonly ExportedOutput[]): string | undefined;
}
