import { type Properties, ResourceRefusal } from '../../cloudformation/resource-handlers/resource-handler';
import { AwsError } from '../../gateway/service';

export function requiredString(properties: Properties, name: string): string {
  const value = optionalString(properties, name);
  if (value === undefined) {
    throw new ResourceRefusal(`Properties validation failed: #: required key [${name}] not found`);
  }
  return value;
}

export function optionalString(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  // CloudFormation accepts numbers and booleans as strings.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ResourceRefusal(`Properties validation failed: #/${name}: expected type: String, found: ${typeof value}`);
}

export function strings(properties: Properties, name: string): string[] {
  const value = properties[name] ?? [];
  if (Array.isArray(value)) return value.map(String);
  throw new ResourceRefusal(`Properties validation failed: #/${name}: expected type: Array, found: ${typeof value}`);
}

export function tagsOf({ Tags = [] }: Properties): Record<string, string> {
  const tags = Tags as readonly { readonly Key: string; readonly Value: string }[];
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Service Catalog refuses before it has done anything. */
export function asResourceRefusal<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError) {
      throw new ResourceRefusal(`${error.message} (Service: ServiceCatalog, Error Code: ${error.code})`);
    }
    throw error;
  }
}

/** Deleting what does not exist succeeds. */
export function ignoringNotFound(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
  }
}
