import type { Mutation } from '../../function-bundle';

export const PROVISIONED_PRODUCT: readonly Mutation[] = [
  {
    name: 'a request is answered before its record has ended',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: "case 'SUCCEEDED':",
    to: "case 'CREATED':\n    case 'IN_PROGRESS':\n    case 'SUCCEEDED':",
  },
  {
    name: 'the launch path is not returned',
    file: 'lambda/provisioned-product/succeed.ts',
    from: "PathId: detail.PathId ?? '',",
    to: "PathId: '',",
  },
  {
    name: 'outputs are not returned',
    file: 'lambda/provisioned-product/succeed.ts',
    from: "return Object.fromEntries(there.map((key) => [outputAttribute(key), outputs.get(key) ?? '']));",
    to: 'return {};',
  },
  {
    name: 'a replacement is answered with the old id',
    file: 'lambda/provisioned-product/succeed.ts',
    from: 'PhysicalResourceId: product.Id,',
    to: 'PhysicalResourceId: context.event.PhysicalResourceId ?? product.Id,',
  },
  {
    name: 'every error is taken for not found',
    file: 'lambda/provisioned-product/find.ts',
    from: 'if (isNotFound(error)) return undefined;',
    to: 'if (error) return undefined;',
  },
  {
    name: 'the message of a failed record is omitted',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: '    words,\n    ids: [own.provisionedProductId, own.id],',
    to: '    ids: [own.provisionedProductId, own.id],',
  },
  {
    name: 'a step sleeps while the product changes',
    file: 'lambda/provisioned-product/settle.ts',
    from: 'export async function settle(context: StepContext, product: ProvisionedProduct): Promise<Step> {',
    to: 'export async function settle(context: StepContext, product: ProvisionedProduct): Promise<Step> {\n  await new Promise((resolve) => setTimeout(resolve, 20_000));',
  },
  {
    name: 'an unknown status is polled until the deadline',
    file: 'lambda/provisioned-product/find.ts',
    from: 'return LastRecordId !== undefined && !(await isPending(cloud, LastRecordId));',
    to: 'return false;',
  },
  {
    name: 'the record that a step follows is trusted',
    file: 'lambda/provisioned-product/follow-record.ts',
    from: 'if (!(await mayBeResult(context, product))) return repeatNow(context, { record: undefined });',
    to: '',
  },
];
