import {
  DescribeRecordCommand,
  ProvisionProductCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';

/** The handlers that one writes for `custom_resources.Provider`, as its documentation suggests: start, then ask. */
const serviceCatalog = new ServiceCatalogClient({});

interface Event {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: { readonly ProductId: string; readonly ProvisioningArtifactId: string };
  /** From onEvent to isComplete. */
  readonly Data?: { readonly RecordId?: string };
}

export async function onEvent(event: Event): Promise<object> {
  const { ProductId, ProvisioningArtifactId } = event.ResourceProperties;
  const { RecordDetail } =
    event.RequestType === 'Delete'
      ? await serviceCatalog.send(
          new TerminateProvisionedProductCommand({ ProvisionedProductId: event.PhysicalResourceId }),
        )
      : await serviceCatalog.send(
          new ProvisionProductCommand({
            ProductId,
            ProvisioningArtifactId,
            ProvisionedProductName: `product-${event.RequestId}`,
            ProvisionToken: event.RequestId,
          }),
        );
  return { PhysicalResourceId: RecordDetail?.ProvisionedProductId, Data: { RecordId: RecordDetail?.RecordId } };
}

export async function isComplete(event: Event): Promise<object> {
  const { RecordDetail, RecordOutputs } = await serviceCatalog.send(
    new DescribeRecordCommand({ Id: event.Data?.RecordId }),
  );
  if (RecordDetail?.Status === 'FAILED') throw new Error(RecordDetail.RecordErrors?.[0]?.Description);
  if (RecordDetail?.Status !== 'SUCCEEDED') return { IsComplete: false };
  const outputs = RecordOutputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue] as const) ?? [];
  return { IsComplete: true, Data: Object.fromEntries(outputs) };
}
