import type { ResourceProperties, SecretParameterProperties } from '../../src/private/resource-properties';
import { Failure } from '../messages/failure';
import { stackEvents } from '../ordering/engine';
import type { StepContext } from '../step/context';

/** A secret and the parameter that it is passed to. */
export interface DeclaredSecret {
  readonly key: string;
  readonly reference: SecretParameterProperties;
}

/** About fifty calls; more would take too much of a step. */
const MOST_EVENTS = 5_000;

/** A product; its creation limits how old its secrets can be. */
export interface ProductWithSecrets {
  readonly Id: string;
  readonly CreatedTime?: Date;
}

/**
 * Finds the secrets that a product may still have from earlier declarations: because an update to another value failed,
 * or because an update no longer declares one, and the default of a NoEcho parameter is unknown. It reads the stack
 * events since the launch, for at most the 90 days that CloudFormation keeps them.
 */
export async function previousSecrets(
  context: StepContext,
  { Id, CreatedTime }: ProductWithSecrets,
): Promise<readonly DeclaredSecret[]> {
  const { event } = context;
  const found = new Map<string, DeclaredSecret>();
  const add = (secret: DeclaredSecret) => found.set(JSON.stringify(secret), secret);
  secretsOf(event.OldResourceProperties).forEach(add);

  // Newest first: a value is gone as soon as a later one has reached the product.
  const replaced = new Set<string>();
  let completed: readonly string[] = [];
  let events = 0;
  for await (const { at, logicalId, physicalId, status, properties } of stackEvents(context)) {
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) break;
    if (++events > MOST_EVENTS) throw tooManyEvents();
    if (logicalId !== event.LogicalResourceId) continue;
    // A resource that was skipped by hand is shown as complete, too, without having been in progress.
    if (status.endsWith('_IN_PROGRESS')) completed.forEach((key) => replaced.add(key));
    const declared = JSON.parse(properties || '{}') as Partial<ResourceProperties>;
    const secrets = secretsOf(declared);
    secrets.filter(({ key }) => !replaced.has(key)).forEach(add);
    const isOfProduct = physicalId === Id && (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE');
    completed = isOfProduct ? Object.keys({ ...declared.SecretParameters, ...declared.ProvisioningParameters }) : [];
  }
  return [...found.values()];
}

function secretsOf({ SecretParameters = {} }: Partial<ResourceProperties> = {}): readonly DeclaredSecret[] {
  return Object.entries(SecretParameters).map(([key, reference]) => ({ key, reference }));
}

function tooManyEvents(): Failure {
  return new Failure({
    what: `The secrets of earlier declarations are not known: the stack has had more than ${MOST_EVENTS} events since the launch`,
    advice: 'See the record in Service Catalog',
  });
}
