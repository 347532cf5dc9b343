import type { ResourceProperties, SecretParameterProperties } from '../../src/private/resource-properties';
import { Failure } from '../messages/failure';
import { stackEvents } from '../ordering/engine';
import type { StepContext } from '../step/context';

/** A reference to a secret, and the parameter that has its value. */
export interface DeclaredSecret {
  readonly key: string;
  readonly reference: SecretParameterProperties;
}

/** Fifty calls or so: what is more takes too much of a step. */
const MOST_EVENTS = 5_000;

/** What tells since when a product may have secrets. */
export interface ProductWithSecrets {
  readonly Id: string;
  readonly CreatedTime?: Date;
}

/**
 * The secrets that a product may still have from earlier declarations: because an update to another value has failed,
 * or because an update no longer declares one, as the default of a NoEcho parameter is not known. By the events of the
 * stack since the launch, as far as CloudFormation still has them: 90 days.
 */
export async function previousSecrets(
  context: StepContext,
  { Id, CreatedTime }: ProductWithSecrets,
): Promise<readonly DeclaredSecret[]> {
  const { event } = context;
  const found = new Map<string, DeclaredSecret>();
  const add = (secret: DeclaredSecret) => found.set(JSON.stringify(secret), secret);
  secretsOf(event.OldResourceProperties).forEach(add);

  // Backwards: of what was declared before another value has reached the product, nothing is left.
  const replaced = new Set<string>();
  let completed: readonly string[] = [];
  let events = 0;
  for await (const { at, logicalId, physicalId, status, properties } of stackEvents(context)) {
    if (CreatedTime !== undefined && at < CreatedTime.getTime()) break;
    if (++events > MOST_EVENTS) throw tooManyEvents();
    if (logicalId !== event.LogicalResourceId) continue;
    // One that a person has skipped is called complete, too, and was not in progress before.
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
    advice: 'Look at the record in Service Catalog',
  });
}
