import {
  type Properties,
  type ResourceHandler,
  ResourceRefusal,
  type ResourceRequest,
  type ResourceResult,
} from '../resource-handlers/resource-handler';
import { type ResourceDefinition } from '../template/template';

/**
 * Imports the resource with this identifier. Refused where it does not exist, or differs from the template in the
 * identifier.
 */
export async function importExisting(
  handler: ResourceHandler,
  request: ResourceRequest,
  identifier: Properties,
): Promise<ResourceResult> {
  const { type, properties } = request;
  if (!handler.importExisting) throw new ResourceRefusal(`the local cloud imports no resources of type ${type}`);
  for (const [name, value] of Object.entries(identifier)) {
    if (properties[name] === undefined || properties[name] === value) continue;
    throw new ResourceRefusal(
      `The resource to import has the ${name} ${String(value)}, and in the template ${String(properties[name])}.`,
    );
  }
  return handler.importExisting({ ...request, identifier });
}

export async function createNew(handler: ResourceHandler, request: ResourceRequest): Promise<ResourceResult> {
  return handler.create(request);
}

/** Imports the resource that exists under the name in the template, if it is to be retained; otherwise creates it. */
export async function importOrCreate(
  handler: ResourceHandler,
  request: ResourceRequest,
  { DeletionPolicy }: ResourceDefinition,
): Promise<ResourceResult> {
  const names = handler.identifierProperties ?? [];
  const identifier = Object.fromEntries(names.map((name) => [name, request.properties[name]]));
  const isNamed = names.length > 0 && !Object.values(identifier).includes(undefined);
  if (!isNamed || !DeletionPolicy?.startsWith('Retain')) return handler.create(request);
  try {
    return await importExisting(handler, request, identifier);
  } catch (error) {
    if (!(error instanceof ResourceRefusal)) throw error;
    return handler.create(request);
  }
}
