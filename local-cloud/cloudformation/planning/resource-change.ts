import { type Properties } from '../resource-handlers/resource-handler';

/** CloudFormation's placeholder for a value that is known only during the deployment. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** A change of a change set. */
export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** Only for Modify. */
  readonly replacement?: 'True' | 'False' | 'Conditional';
  /** The DeletionPolicy of a resource that is removed, or the UpdateReplacePolicy of one that is modified. */
  readonly policy?: string;
  readonly scope: readonly ChangeScope[];
  readonly details: readonly PropertyChange[];
  /** Its present properties, with NoEcho values masked; none for Add. */
  readonly before?: Properties;
  /** Its future properties, with NoEcho values masked; none for Remove. */
  readonly after?: Properties;
}

export type ChangeScope = 'Properties' | 'Metadata' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy';

export interface PropertyChange {
  readonly attribute: ChangeScope;
  /** The name of the property, for the scope Properties. */
  readonly name?: string;
  readonly requiresRecreation: 'Always' | 'Conditionally' | 'Never';
  /** Dynamic means that the new value is known only after another resource has changed. */
  readonly evaluation: 'Static' | 'Dynamic';
}
