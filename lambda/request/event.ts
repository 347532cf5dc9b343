import type { PriorProperties } from './prior-properties';
import type { ResourceProperties } from '../../src/private/resource-properties';

/** What CloudFormation sends to the function behind a `ServiceToken`. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  /** Absent on Create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: ResourceProperties;
  /** On Update only. */
  readonly OldResourceProperties?: PriorProperties;
}

/** As it arrives: from CloudFormation, or from an execution that the first version of this function has started. */
export type ReceivedEvent = Omit<CustomResourceEvent, 'OldResourceProperties'> & {
  readonly OldResourceProperties?: ResourceProperties | PriorProperties;
};

/** What an answer needs, whatever else a request lacks. */
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

/** The properties themselves are looked at later, request by request. */
export function isCustomResourceEvent(input: unknown): input is ReceivedEvent {
  return isAnswerable(input) && eventProblem(input) === undefined;
}

/** Why a request is none that CloudFormation makes. */
export function eventProblem(request: AnswerableRequest): string | undefined {
  const { RequestType: type, ResourceProperties: properties } = request as Partial<CustomResourceEvent>;
  if (!REQUEST_TYPES.includes(type)) {
    return `its RequestType is ${JSON.stringify(type) ?? 'missing'}, and must be Create, Update or Delete`;
  }
  return isObject(properties) ? undefined : 'it has no ResourceProperties';
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null;
}
