import { type Properties } from '../resource-handlers/resource-handler';

/** Stands for a value that only the deployment will tell, in CloudFormation's own words. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** One change of a change set. */
export interface ResourceChange {
  readonly action: 'Add' | 'Modify' | 'Remove' | 'Import';
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly type: string;
  /** Only for Modify. */
  readonly replacement?: 'True' | 'False' | 'Conditional';
  /** The DeletionPolicy of a resource that goes, the UpdateReplacePolicy of one that is changed. */
  readonly policy?: string;
  readonly scope: readonly ChangeScope[];
  readonly details: readonly PropertyChange[];
  /** Its properties now, with NoEcho values masked; none for Add. */
  readonly before?: Properties;
  /** Its properties afterwards, with NoEcho values masked; none for Remove. */
  readonly after?: Properties;
}

export type ChangeScope = 'Properties' | 'Metadata' | 'Tags' | 'DeletionPolicy' | 'UpdateReplacePolicy';

export interface PropertyChange {
  readonly attribute: ChangeScope;
  /** The name of the property, for the scope Properties. */
  readonly name?: string;
  readonly requiresRecreation: 'Always' | 'Conditionally' | 'Never';
  /** Dynamic: the new value is known only when another resource has been changed. */
  readonly evaluation: 'Static' | 'Dynamic';
}
