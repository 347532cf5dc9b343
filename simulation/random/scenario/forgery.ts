import type { LogicalId } from './drawn-app';

/** `nothing` is an event; any other claim is a step that pretends to have got so far. */
export const CLAIMS = [
  'nothing',
  'a first step',
  'a launch',
  'a record',
  'a scope',
  'an older execution',
  'no CloudFormation',
] as const;

/** A request that CloudFormation did not send: whoever may invoke the function can write any. */
export interface Forgery {
  readonly request: 'Create' | 'Update' | 'Delete';
  /** Whose request it pretends to be. */
  readonly from: 'the resource' | 'a resource that is not declared' | 'another stack';
  /** The declared product that it is about. */
  readonly id: LogicalId;
  /** The product whose id is its physical id. */
  readonly physicalId: 'its own id' | 'the id of another product' | 'no id';
  readonly dated: 'now' | 'tomorrow';
  readonly claims: (typeof CLAIMS)[number];
}
