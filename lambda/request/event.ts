import type { PriorProperties } from './prior-properties';
import type { ResourceProperties } from '../../src/private/resource-properties';

/** The event that CloudFormation sends to the function behind a `ServiceToken`. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  /** Absent on Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: ResourceProperties;
  /** Present only on Update. */
  readonly OldResourceProperties?: PriorProperties;
}

/** The event as received: from CloudFormation, or from an execution that an earlier version of the function started. */
export type ReceivedEvent = Omit<CustomResourceEvent, 'OldResourceProperties'> & {
  readonly OldResourceProperties?: ResourceProperties | PriorProperties;
};

/** The part of a request that a response needs. */
export type AnswerableRequest = Pick<
  CustomResourceEvent,
  'ResponseURL' | 'StackId' | 'RequestId' | 'LogicalResourceId' | 'PhysicalResourceId'
>;

const REQUEST_TYPES: readonly unknown[] = ['Create', 'Update', 'Delete'];

export function isAnswerable(input: unknown): input is AnswerableRequest {
  return (
    isObject(input) &&
    ['RequestId', 'ResponseURL', 'StackId', 'LogicalResourceId'].every((key) => typeof input[key] === 'string')
  );
}

/** The properties are validated later, by each handler. */
export function isCustomResourceEvent(input: unknown): input is ReceivedEvent {
  return isAnswerable(input) && eventProblem(input) === undefined;
}

/** Explains why CloudFormation cannot have made a request. */
export function eventProblem(request: AnswerableRequest): string | undefined {
  const { RequestType: type, ResourceProperties: properties } = request as Partial<CustomResourceEvent>;
  if (!REQUEST_TYPES.includes(type)) {
    return `its RequestType is ${JSON.stringify(type) ?? 'missing'}; it must be Create, Update or Delete`;
  }
  return isObject(properties) ? undefined : 'it has no ResourceProperties';
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null;
}
