import type {
  DescribeProvisioningParametersInput,
  DescribeProvisioningParametersOutput,
  ListLaunchPathsInput,
  ListLaunchPathsOutput,
} from '@aws-sdk/client-service-catalog';
import { type Caller } from '../../gateway/service';
import { provisioningArtifactParameters } from '../catalog/artifact-parameters';
import { constraintSummary } from '../catalog/constraint';
import { type Product, type Version } from '../catalog/product';
import { contentOf } from '../catalog/version-content';
import { unparsable } from '../errors';
import { launchRoleOf } from '../launch/plan-launch';
import { chooseProduct, chooseVersion } from '../launch/product-choice';
import { tagOptionsOf } from '../launch/tag-options';
import { usageInstructions } from '../launch/usage-instructions';
import { pageOf } from '../request/page';
import { type ServiceContext } from '../service-context';

const MOST_OUTPUT_KEYS = 60;

export function listLaunchPaths(
  { catalog, launchPaths }: ServiceContext,
  input: ListLaunchPathsInput,
  caller: Caller,
): ListLaunchPathsOutput {
  const { ProductId: id = '' } = input;
  const product = catalog.products.get(id);
  if (product === undefined) throw launchPaths.noneTo(id);
  const { items, NextPageToken } = pageOf(launchPaths.require(product, caller.principalArn), input);
  return {
    LaunchPathSummaries: items.map((path) => ({
      Id: path.id,
      Name: path.name,
      ConstraintSummaries: catalog.constraintsOf(path.portfolio.id, id).map(constraintSummary),
      Tags: [...path.portfolio.tags].map(([Key, Value]) => ({ Key, Value })),
    })),
    NextPageToken,
  };
}

export async function describeProvisioningParameters(
  context: ServiceContext,
  input: DescribeProvisioningParametersInput,
  caller: Caller,
): Promise<DescribeProvisioningParametersOutput> {
  const { catalog, launchPaths } = context;
  const product = chooseProduct(catalog, launchPaths, caller.principalArn, input);
  const version = chooseVersion(product, input, (inactive) => isKept(context, inactive));
  const path = launchPaths.choose(product, caller.principalArn, input);
  const launchRoleArn = launchRoleOf(context, product, path);
  context.callerPermissions.readTemplate(caller, product, version, launchRoleArn);
  await parseParameters(context, product);
  const content = contentOf(product, version);
  const outputs = Object.entries(content.outputs).map(([Key, { Description }]) => ({ Key, Description }));
  const stackSet = catalog.constraint('STACKSET', path.portfolio.id, product.id);
  return {
    ProvisioningArtifactParameters: provisioningArtifactParameters(product, content, context.behaviours),
    ConstraintSummaries: catalog.constraintsOf(path.portfolio.id, product.id).map(constraintSummary),
    UsageInstructions: usageInstructions(catalog, product, path, launchRoleArn),
    TagOptions: tagOptionsOf(catalog, product, path),
    ProvisioningArtifactPreferences: {
      StackSetAccounts: [...(stackSet?.accounts ?? [])],
      StackSetRegions: [...(stackSet?.regions ?? [])],
    },
    ProvisioningArtifactOutputs: outputs.slice(0, MOST_OUTPUT_KEYS),
    ProvisioningArtifactOutputKeys: outputs.slice(0, MOST_OUTPUT_KEYS),
  };
}

function isKept({ behaviours, store }: ServiceContext, { id }: Version): boolean {
  return (
    behaviours.inactiveVersion === 'KEPT_WHERE_RUNNING' && store.present.some((one) => one.launch.version.id === id)
  );
}

/** Asks the engine of an EXTERNAL product, which may be slow or down. */
async function parseParameters({ clock, behaviourOf }: ServiceContext, product: Product): Promise<void> {
  if (product.kind !== 'EXTERNAL') return;
  const { takes = 0, fails, ofLaunchesOnly = false } = behaviourOf(product.id).parameterParsing ?? {};
  if (takes > 0) await clock.sleep(takes);
  if (fails !== undefined && !ofLaunchesOnly) throw unparsable(fails);
}
