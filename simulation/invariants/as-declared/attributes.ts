import { difference } from './difference';
import { type ProvisionedProduct } from '../../../local-cloud/service-catalog/model/provisioned-product';
import { type Attributes } from '../../../src/private/attributes';
import { type ResourceProperties } from '../../../src/private/resource-properties';

/** How the attributes that CloudFormation received differ from the product. */
export function differencesOfAttributes(
  product: ProvisionedProduct,
  { OutputKeys = [] }: ResourceProperties,
  attributes: Readonly<Record<string, unknown>>,
): string[] {
  const record = product.lastSuccessfulRecord;
  const outputs = Object.fromEntries(
    (record?.outputs ?? []).map(({ OutputKey, OutputValue }) => [`Output.${OutputKey}`, OutputValue]),
  );
  const always: Record<keyof Attributes, string | undefined> = {
    ProvisionedProductId: product.id,
    ProvisionedProductName: product.name,
    ProvisionedProductArn: product.arn,
    RecordId: record?.id,
    ProductId: product.launch.product.id,
    ProvisioningArtifactId: product.launch.version.id,
    PathId: record?.launch.path.id,
    CloudFormationStackArn: product.physicalId ?? '',
  };
  const actual: Readonly<Record<string, string | undefined>> = { ...always, ...outputs };
  const returned = Object.keys(attributes).filter((name) => name in actual || name.startsWith('Output.'));
  const used = OutputKeys.map((key) => `Output.${key}`).filter((name) => name in actual);
  return [...new Set([...Object.keys(always), ...returned, ...used])].flatMap((name) =>
    difference(`attribute ${name}`, attributes[name] ?? 'nothing', actual[name] ?? 'nothing'),
  );
}
