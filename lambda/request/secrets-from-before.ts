import type { ResourceProperties, SecretParameterProperties } from '../../src/private/resource-properties';
import type { Job } from '../step/job';

/** A reference to a secret, and the parameter that has its value. */
export interface DeclaredSecret {
  readonly key: string;
  readonly reference: SecretParameterProperties;
}

/**
 * The secrets that the product may still have from earlier declarations: because an update to another value has failed,
 * or because an update no longer declares one, as the default of a NoEcho parameter is not known. CloudFormation tells
 * the events of the last 90 days.
 */
export async function secretsFromBefore({ cloud, event }: Job): Promise<readonly DeclaredSecret[]> {
  const found = new Map<string, DeclaredSecret>();
  const add = (secret: DeclaredSecret) => found.set(JSON.stringify(secret), secret);
  secretsOf(event.OldResourceProperties).forEach(add);
  // Back from the newest event: what was declared before another value has reached the product is no longer there.
  const replaced = new Set<string>();
  for await (const { logicalId, status, properties } of cloud.stackEvents(event.StackId)) {
    if (logicalId !== event.LogicalResourceId || properties === undefined) continue;
    const declared = JSON.parse(properties) as Partial<ResourceProperties>;
    const secrets = secretsOf(declared);
    secrets.filter(({ key }) => !replaced.has(key)).forEach(add);
    if (status !== 'CREATE_COMPLETE' && status !== 'UPDATE_COMPLETE') continue;
    for (const key of [...secrets.map((secret) => secret.key), ...Object.keys(declared.ProvisioningParameters ?? {})]) {
      replaced.add(key);
    }
  }
  return [...found.values()];
}

function secretsOf({ SecretParameters = {} }: Partial<ResourceProperties> = {}): readonly DeclaredSecret[] {
  return Object.entries(SecretParameters).map(([key, reference]) => ({ key, reference }));
}
