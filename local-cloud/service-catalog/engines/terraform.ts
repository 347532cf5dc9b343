import type { RecordError, RecordOutput } from '@aws-sdk/client-service-catalog';
import { type LaunchEngine, type LaunchOutcome, succeeded } from './launch-engine';
import { contentOf } from '../catalog/version-content';
import { type LaunchSpec } from '../model/launch-spec';
import { type ProvisionedProduct } from '../model/provisioned-product';

/** EXTERNAL and Terraform products, which have no stack, and outputs of any name. */
export class TerraformLaunchEngine implements LaunchEngine {
  async provision(_target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return succeeded(outputsOf(launch));
  }

  async update(_target: ProvisionedProduct, launch: LaunchSpec): Promise<LaunchOutcome> {
    return succeeded(outputsOf(launch));
  }

  async terminate(): Promise<LaunchOutcome> {
    return succeeded();
  }

  failure(reason: string): RecordError {
    return { Code: 'ProvisioningEngineFailure', Description: reason };
  }
}

function outputsOf({ product, version, parameters }: LaunchSpec): RecordOutput[] {
  const content = contentOf(product, version);
  const values = new Map([
    ...Object.entries(content.parameters).map(([name, { Default }]) => [name, String(Default ?? '')] as const),
    ...Object.entries(parameters),
  ]);
  return Object.entries(content.outputs).map(([OutputKey, { Value, Description }]) => ({
    OutputKey,
    OutputValue: textOf(Value).replace(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? ''),
    Description,
  }));
}

/**
 * A product may have been moved to one with a CloudFormation template; what a real engine does with it is not known.
 */
function textOf(value: unknown): string {
  const isReference = typeof value === 'object' && value !== null && 'Ref' in value;
  return isReference ? `\${${String(value.Ref)}}` : String(value);
}
