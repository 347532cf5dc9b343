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
  readonly OldResourceProperties?: ResourceProperties;
}

const REQUEST_TYPES: readonly unknown[] = ['Create', 'Update', 'Delete'];

/** Everything that an answer needs is there; the properties are looked at when there is somebody to tell. */
export function isCustomResourceEvent(input: unknown): input is CustomResourceEvent {
  if (typeof input !== 'object' || input === null) return false;
  const event = input as Record<string, unknown>;
  return (
    REQUEST_TYPES.includes(event.RequestType) &&
    ['RequestId', 'ResponseURL', 'StackId', 'LogicalResourceId'].every((key) => typeof event[key] === 'string') &&
    typeof event.ResourceProperties === 'object' &&
    event.ResourceProperties !== null
  );
}
