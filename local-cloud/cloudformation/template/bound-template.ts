import { Template } from './template';

/** A template together with the values of its parameters: everything about it that is known before a resource is made. */
export interface BoundTemplate {
  readonly body: string;
  readonly template: Template;
  /** As given by the caller or filled in from Default; SSM parameter types hold the name of the parameter. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values looked up for parameters of the SSM types. */
  readonly resolvedParameters: Readonly<Record<string, string>>;
}
