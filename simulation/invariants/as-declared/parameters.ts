import type { UpdateProvisioningPreferences } from '@aws-sdk/client-service-catalog';
import { difference } from './difference';
import { contentOf } from '../../../local-cloud/service-catalog/catalog/version-content';
import { type LaunchSpec } from '../../../local-cloud/service-catalog/model/launch-spec';
import {
  type ProvisionedProduct,
  type ProvisioningRecord,
} from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type ResourceProperties } from '../../../src/private/resource-properties';
import { effectiveValue } from '../../history/effective-value';
import { type History } from '../../history/history';
import { secretValues } from '../../history/secrets';

/** The longest time from the reading of a secret to the call that it is for. */
const LONGEST_STEP_MILLISECONDS = 60_000;

/** A parameter that is not declared has its default, unless it is to keep its previous value. */
export function differencesOfParameters(
  history: History,
  product: ProvisionedProduct,
  declared: ResourceProperties,
): string[] {
  const { launch } = product;
  const { parameters } = contentOf(launch.product, launch.version);
  return Object.entries(parameters).flatMap(([key, { Default, NoEcho }]) => {
    const byDefault = Default === undefined ? undefined : String(Default);
    if (declared.PreviousParameters?.includes(key)) {
      const values = previousLaunches(history, product).map((before) => effectiveValue(before, key) ?? byDefault);
      const value = launch.parameters[key] ?? byDefault;
      return values.includes(value) ? [] : difference(`parameter ${key}`, value, values[0]);
    }
    const secret = declared.SecretParameters?.[key];
    if (secret) {
      const values = secretValues(history.cloud, secret, ...timeOfReading(product));
      return values.includes(launch.parameters[key] ?? '') ? [] : [`parameter ${key} is not what its secret was`];
    }
    const value = declared.ProvisioningParameters?.[key];
    // Service Catalog does not disclose the default of a NoEcho parameter, so that nobody can restore it.
    if (value === undefined && NoEcho !== undefined) return [];
    return difference(`parameter ${key}`, launch.parameters[key] ?? byDefault, value ?? byDefault);
  });
}

/**
 * The launch before the request that changed the product last; and, where Service Catalog takes previous values from it,
 * the last attempt.
 */
function previousLaunches(history: History, { records }: ProvisionedProduct): readonly LaunchSpec[] {
  const request = history.originOf(records.at(-1))?.request;
  const earlier = records.filter((record) => history.originOf(record)?.request !== request);
  const { previousValues } = history.cloud.serviceCatalog.behaviours;
  const attempted = previousValues === 'LAST_ATTEMPT' ? earlier.slice(-1) : [];
  return [...earlier.filter(hasSetParameters).slice(-1), ...attempted].map(({ launch }) => launch);
}

/** "No updates" is a failure that changes nothing; adding and removing stack instances sets no parameters. */
function hasSetParameters({ status, launch }: ProvisioningRecord): boolean {
  const { StackSetOperationType: type = 'UPDATE' }: UpdateProvisioningPreferences = launch.preferences;
  return status === 'SUCCEEDED' && type === 'UPDATE';
}

/** Not every call that changes a stack set passes the secrets, so that any of them may have set the value. */
function timeOfReading({ type, lastSuccessfulRecord }: ProvisionedProduct): [from: number, to: number] {
  const to = lastSuccessfulRecord?.createdTime ?? Infinity;
  return type === 'CFN_STACKSET' ? [0, Infinity] : [to - LONGEST_STEP_MILLISECONDS, to];
}
