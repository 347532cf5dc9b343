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
